//! How well a column's name says which field it is: the table of names against what institutions write.

use crate::fold;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A name by which a field is known.
struct Name {
    field: &'static str,
    tokens: Vec<String>,
    /// Only when it is the whole name of the column.
    whole: bool,
}

static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let lines = include_str!("../../data/columns.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(names_of).flatten().filter(|name| !name.tokens.is_empty()).collect()
});

/// What says nothing in a name.
const EMPTY_WORDS: [&str; 31] = [
    "a", "an", "the", "of", "in", "for", "to", "and", "or", "at", "on", "de", "del", "la", "el", "los",
    "las", "y", "e", "o", "en", "le", "les", "l", "du", "des", "d", "et", "ou", "un", "une",
];
/// A column about these is about people or pictures, whatever else its name says.
const OTHER_THINGS: [&str; 24] = [
    "contact",
    "contacto",
    "contacts",
    "email",
    "mail",
    "correo",
    "courriel",
    "phone",
    "telephone",
    "telefono",
    "fax",
    "photo",
    "image",
    "logo",
    "联系",
    "聯絡",
    "聯繫",
    "邮箱",
    "電郵",
    "电话",
    "電話",
    "照片",
    "图片",
    "圖片",
];

fn names_of(line: &'static str) -> Option<impl Iterator<Item = Name>> {
    let mut columns = line.split('\t');
    let (field, _, names) = (columns.next()?, columns.next()?, columns.next()?);
    Some(names.split(';').map(move |name| Name {
        field,
        tokens: tokens(&spaced(name.trim_start_matches('='))),
        whole: name.starts_with('='),
    }))
}

/// How well a column's name fits each field, from just over 0 to 1; fields that it does not fit are left out.
pub(super) fn scores(column: &str) -> Vec<(&'static str, f64)> {
    let spaced = spaced(column);
    let unbracketed = without_brackets(&spaced);
    let mut readings = vec![(tokens(&spaced), 1.0), (tokens(&unbracketed), 0.98)];
    // Two languages side by side: "Country / 国家".
    readings.extend(spaced.split(['/', '|', '\n', '(', '（', ')', '）']).map(|part| (tokens(part), 0.93)));
    let about_others = readings.iter().any(|(words, _)| words.iter().any(|word| is_other(word)));
    let mut best: Vec<(&'static str, f64)> = Vec::new();
    for name in NAMES.iter() {
        let likes = readings.iter().map(|(words, worth)| worth * likeness(name, words, about_others));
        let score = likes.fold(0.0, f64::max);
        match best.iter_mut().find(|(field, _)| *field == name.field) {
            Some((_, known)) => *known = known.max(score),
            None => best.push((name.field, score)),
        }
    }
    best.retain(|(_, score)| *score > 0.0);
    best
}

fn likeness(name: &Name, words: &[String], about_others: bool) -> f64 {
    if words.is_empty() {
        return 0.0;
    }
    let whole = name.tokens == words || name.tokens.concat() == words.concat();
    if whole || name.whole || about_others {
        return if whole { 1.0 } else { 0.0 };
    }
    let set = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>();
    let (ours, theirs) = (set(&name.tokens), set(words));
    if ours == theirs {
        return 0.96;
    }
    let share = |part: usize, all: usize| 0.5 + 0.45 * part as f64 / all.max(1) as f64;
    if ours.is_subset(&theirs) {
        return share(ours.len(), theirs.len());
    }
    // Chinese writes no spaces: a name stands within a longer one, and its end says what it is.
    let (name, all) = (name.tokens.concat(), words.concat());
    let letters = name.chars().count();
    match is_han(&name) && letters > 1 && all.contains(&name) {
        true if all.ends_with(&name) => share(letters, all.chars().count()) + 0.03,
        true => share(letters, all.chars().count()),
        false => 0.0,
    }
}

/// The words of a name that say something, with their endings for many taken off.
fn tokens(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let numbered = |word: &str| word.trim_start_matches('q').bytes().all(|byte| byte.is_ascii_digit());
    let from = usize::from(words.len() > 1 && words.first().is_some_and(|word| numbered(word)));
    let words = words.get(from..).unwrap_or_default();
    let saying: Vec<String> =
        words.iter().filter(|word| !EMPTY_WORDS.contains(word)).map(|word| stem(word)).collect();
    match saying.is_empty() {
        true => words.iter().map(|word| stem(word)).collect(),
        false => saying,
    }
}

/// "ciudades" and "ciudad", "titles" and "title" become one.
fn stem(word: &str) -> String {
    if word.len() <= 3 || !word.is_ascii() {
        return word.to_owned();
    }
    let one = word.strip_suffix('s').unwrap_or(word);
    one.strip_suffix('e').filter(|rest| rest.len() > 2).unwrap_or(one).to_owned()
}

/// A name with its words set apart where letters change from small to large, and at apostrophes.
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut small = false;
    for c in name.chars() {
        if small && c.is_uppercase() {
            out.push(' ');
        }
        small = c.is_lowercase();
        out.push(if matches!(c, '\'' | '’' | '*') { ' ' } else { c });
    }
    out
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    let outside = |c: &char| {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    name.chars().filter(outside).collect()
}

fn is_other(word: &str) -> bool {
    OTHER_THINGS.iter().any(|thing| stem(thing) == word || (is_han(thing) && word.contains(thing)))
}

fn is_han(text: &str) -> bool {
    text.chars().all(|c| matches!(u32::from(c), 0x3400..=0x9fff | 0xf900..=0xfaff))
}
