//! Merge fields: places in a letter that each recipient's own values fill, `{name}`.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Longest name between braces; more is a brace that was never closed.
const LONGEST: usize = 40;

/// A place that a recipient's own value fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The recipient's name.
    Name,
    /// The entity that enters.
    Entity,
    /// The dossier's title.
    Title,
    /// The dossier's number, with the edition's short name: `GUANGZHOU-2026-0042`.
    Reference,
    /// The edition's name.
    Edition,
    /// When what is still due of the recipient is due: the dossier, its correction, the scorecards.
    Deadline,
    /// Where the recipient goes on.
    Link,
    /// The judge's panel.
    Panel,
    /// The round that is judged.
    Round,
    /// How many scorecards the judge owes.
    Outstanding,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Entity,
        Self::Title,
        Self::Reference,
        Self::Edition,
        Self::Deadline,
        Self::Link,
        Self::Panel,
        Self::Round,
        Self::Outstanding,
    ];

    /// Its name between the braces.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Entity => "entity",
            Self::Title => "title",
            Self::Reference => "reference",
            Self::Edition => "edition",
            Self::Deadline => "deadline",
            Self::Link => "link",
            Self::Panel => "panel",
            Self::Round => "round",
            Self::Outstanding => "outstanding",
        }
    }

    /// The field of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }
}

/// One recipient's values.
pub type Values = BTreeMap<Field, String>;

/// A slip of the pen, with its line and column, both from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// There is no such field.
    Unknown {
        /// What stands between the braces.
        field: String,
        /// In which line.
        line: usize,
        /// At which character of it.
        column: usize,
    },
    /// A brace that is not closed.
    Open {
        /// In which line.
        line: usize,
        /// At which character of it.
        column: usize,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(Field),
}

/// A text with its fields found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

impl Template {
    /// Reads a text. Two braces stand for one that is no field's; the wide braces of Chinese keyboards count as braces.
    ///
    /// # Errors
    /// Every slip in it.
    pub fn read(text: &str) -> Result<Self, Vec<Slip>> {
        let (mut pieces, mut slips, mut plain) = (Vec::new(), Vec::new(), String::new());
        let (mut line, mut column) = (1, 0);
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            column += 1;
            let doubled = |next: Option<&char>| next == Some(&c);
            if c == '\n' {
                (line, column) = (line + 1, 0);
            } else if is_brace(c) && doubled(rest.peek()) {
                rest.next();
                column += 1;
            } else if matches!(c, '{' | '｛') {
                let here = column;
                let inside = take_inside(&mut rest);
                column += inside.as_deref().map_or(0, |inside| inside.chars().count() + 1);
                match inside.as_deref().map(|inside| (inside, Field::named(inside.trim()))) {
                    Some((_, Some(field))) => {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                        pieces.push(Piece::Field(field));
                    }
                    Some((inside, None)) => {
                        let field = inside.trim().to_owned();
                        slips.push(Slip::Unknown { field, line, column: here });
                    }
                    None => slips.push(Slip::Open { line, column: here }),
                }
                continue;
            }
            plain.push(c);
        }
        pieces.push(Piece::Text(plain));
        if slips.is_empty() { Ok(Self { pieces }) } else { Err(slips) }
    }

    /// The fields that it names.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<Field> {
        let field = |piece: &Piece| if let Piece::Field(field) = piece { Some(*field) } else { None };
        self.pieces.iter().filter_map(field).collect()
    }

    /// The text with the values in their places.
    ///
    /// # Errors
    /// The fields that have no value, or a blank one: nothing goes out with a hole.
    pub fn fill(&self, values: &Values) -> Result<String, BTreeSet<Field>> {
        let missing = lacking(&self.fields(), values);
        if !missing.is_empty() {
            return Err(missing);
        }
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Field(field) => values.get(field).cloned().unwrap_or_default(),
        };
        Ok(self.pieces.iter().map(piece).collect())
    }
}

/// The fields without a value.
#[must_use]
pub fn lacking(fields: &BTreeSet<Field>, values: &Values) -> BTreeSet<Field> {
    let blank = |field: &&Field| values.get(field).is_none_or(|value| value.trim().is_empty());
    fields.iter().filter(blank).copied().collect()
}

fn is_brace(c: char) -> bool {
    matches!(c, '{' | '}' | '｛' | '｝')
}

/// What stands before the closing brace, which is taken too; nothing when it does not come soon in this line.
fn take_inside(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<String> {
    let ahead: Vec<char> = rest.clone().take(LONGEST + 1).collect();
    let end = ahead.iter().position(|c| *c == '\n' || is_brace(*c))?;
    if !matches!(ahead[end], '}' | '｝') {
        return None;
    }
    for _ in 0..=end {
        rest.next();
    }
    Some(ahead[..end].iter().collect())
}
