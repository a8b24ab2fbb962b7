//! A mapping guessed from the names of columns and a few of their values: each field for one column, the best first.

use super::{FROM_CONTENT, FURTHER, LISTS, Mapping, SECTION, known, names};
use crate::{Sdg, resolve_country};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A name must fit this well to be taken.
const GOOD: f64 = 0.6;
/// A text of this many characters on average is more than a remark.
const LONG: usize = 120;
/// Separators of lists, the surest first.
const SEPARATORS: [&str; 9] = [";", "；", "|", "、", "\n", " / ", "/", "，", ","];

/// A column of a table with some of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// Some of its values that say something.
    pub values: Vec<String>,
}

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessedColumn {
    /// What it is called.
    pub name: String,
    /// The field, `section` or `further`.
    pub field: &'static str,
    /// How well its name and values fit, in percent; 0 for what was not recognised.
    pub score: u8,
}

/// A guessed mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// What each column was taken for, in the order given.
    pub columns: Vec<GuessedColumn>,
    /// The same as a mapping, with the separators found and what holds for all rows.
    pub mapping: Mapping,
}

/// The columns of some rows with their values.
#[must_use]
pub fn columns_of<'a>(rows: impl IntoIterator<Item = &'a Map<String, Value>>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (name, value) in rows.into_iter().flatten() {
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        let at = columns.iter().position(|column| column.name == *name).unwrap_or_else(|| {
            columns.push(Column { name: name.clone(), values: Vec::new() });
            columns.len() - 1
        });
        if let Some(column) = columns.get_mut(at).filter(|_| !text.is_empty()) {
            column.values.push(text);
        }
    }
    columns
}

/// Guesses what the columns are. Rows without a collection of their own get `source`; rows without a key get one made of
/// their content.
#[must_use]
pub fn guess(columns: &[Column], source: &str) -> Guess {
    let ours = ["source", "id", "title"].iter().all(|key| columns.iter().any(|column| column.name == **key));
    // Whoever writes our keys means them, and what is no key of ours is meant to be further.
    let mut taken: Vec<(&'static str, u8)> = match ours {
        true => columns
            .iter()
            .map(|column| known(&column.name).map_or((FURTHER, 0), |field| (field, 100)))
            .collect(),
        false => assigned(columns),
    };
    if !ours {
        take_long_texts(columns, &mut taken);
    }
    let mut once = BTreeSet::new();
    for taken in taken.iter_mut().filter(|taken| !matches!(taken.0, SECTION | FURTHER)) {
        if !once.insert(taken.0) {
            *taken = (FURTHER, 0);
        }
    }
    let guessed = columns.iter().zip(&taken);
    let guessed: Vec<GuessedColumn> = guessed
        .map(|(column, (field, score))| GuessedColumn { name: column.name.clone(), field, score: *score })
        .collect();
    let mut mapping = Mapping {
        columns: guessed.iter().map(|column| (column.name.clone(), column.field.to_owned())).collect(),
        ..Mapping::default()
    };
    for (column, guess) in columns.iter().zip(&guessed).filter(|(_, guess)| LISTS.contains(&guess.field)) {
        if let Some(separator) = separator(&column.values) {
            mapping.separators.insert(guess.field.to_owned(), separator.to_owned());
        }
    }
    for (field, value) in [("source", source), ("id", FROM_CONTENT)] {
        if !guessed.iter().any(|column| column.field == field) {
            mapping.fixed.insert(field.to_owned(), value.to_owned());
        }
    }
    Guess { columns: guessed, mapping }
}

/// Each column with its field, the best fits first; a field is given away once, `section` as often as it fits.
fn assigned(columns: &[Column]) -> Vec<(&'static str, u8)> {
    let mut fits: Vec<(f64, usize, &'static str)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        for (field, score) in names::scores(&column.name) {
            let score = score * share_that_fits(field, &column.values);
            if score >= GOOD {
                fits.push((score, at, field));
            }
        }
        // A key of ours is what it says.
        if let Some(field) = known(&column.name) {
            fits.push((1.1, at, field));
        }
    }
    fits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken: BTreeMap<usize, (&'static str, u8)> = BTreeMap::new();
    for (score, at, field) in fits {
        let given_away = field != SECTION && taken.values().any(|(other, _)| *other == field);
        if !given_away {
            taken.entry(at).or_insert((field, percent(score)));
        }
    }
    (0..columns.len()).map(|at| taken.get(&at).copied().unwrap_or((FURTHER, 0))).collect()
}

/// A case needs a text: when no name says which column holds it, the longest does.
fn take_long_texts(columns: &[Column], taken: &mut [(&'static str, u8)]) {
    if taken.iter().any(|(field, _)| matches!(*field, "description" | "sections" | SECTION)) {
        return;
    }
    let open = columns.iter().zip(taken).filter(|(_, taken)| taken.0 == FURTHER);
    let longest = open.max_by_key(|(column, _)| length(&column.values));
    if let Some((column, taken)) = longest
        && length(&column.values) >= LONG
    {
        *taken = ("description", 50);
    }
}

fn percent(score: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
    let percent = (score.clamp(0.0, 1.0) * 100.0).round() as u8;
    percent
}

/// Characters of a value on average.
fn length(values: &[String]) -> usize {
    values.iter().map(|value| value.chars().count()).sum::<usize>() / values.len().max(1)
}

/// What the values make of a name's fit: 1 when they can be such a field, less when they cannot.
fn share_that_fits(field: &str, values: &[String]) -> f64 {
    if values.is_empty() {
        return 1.0;
    }
    let share = |fits: &dyn Fn(&str) -> bool| {
        values.iter().filter(|value| fits(value)).count() as f64 / values.len() as f64
    };
    let number =
        |value: &str| value.replace([' ', '\u{a0}', '\u{202f}'], "").replace(',', ".").parse::<f64>().ok();
    let has_digit = |value: &str| value.chars().any(|c| c.is_ascii_digit());
    let plausible = match field {
        "year" => share(&|value| {
            let year = value.trim_end_matches('年').parse::<i32>();
            year.is_ok_and(|year| (1000..3000).contains(&year))
        }),
        "lat" | "lon" => share(&|value| number(value).is_some_and(|degrees| degrees.abs() <= 180.0)),
        "cost" | "population" => share(&has_digit),
        "sdgs" => share(&|value| has_digit(value) || value.parse::<Sdg>().is_ok()),
        "url" => share(&|value| value.starts_with("http")),
        "country" | "country_code" => share(&|value| resolve_country(value).is_some()) * 2.0,
        "title" => share(&|value| value.chars().count() <= 300 && !value.starts_with("http")),
        "entity" | "currency" | "lang" => share(&|value| value.chars().count() <= 120),
        _ => 1.0,
    };
    if plausible >= 0.5 { 1.0 } else { 0.5 + 0.2 * plausible }
}

/// What stands between the items of lists, if anything does in at least every fifth value.
fn separator(values: &[String]) -> Option<&'static str> {
    let often = |separator: &&str| {
        let count = values.iter().filter(|value| value.contains(separator)).count();
        count > 0 && count * 5 >= values.len()
    };
    SEPARATORS.into_iter().find(|separator| often(separator))
}

impl Guess {
    /// The mapping as a file that [`Mapping::from_toml`] reads back, with how sure each guess is.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::from("[columns]\n");
        for column in &self.columns {
            let sure = match column.score {
                0 => "not recognised".to_owned(),
                score => format!("{score} %"),
            };
            out.push_str(&format!("{} = {} # {sure}\n", quoted(&column.name), quoted(column.field)));
        }
        for (heading, values) in [("separators", &self.mapping.separators), ("fixed", &self.mapping.fixed)] {
            if !values.is_empty() {
                out.push_str(&format!("\n[{heading}]\n"));
            }
            for (field, value) in values {
                out.push_str(&format!("{} = {}\n", quoted(field), quoted(value)));
            }
        }
        out
    }
}

/// A basic string of TOML: as JSON writes it, but for one letter.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
