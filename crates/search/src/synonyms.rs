//! Other names of one thing, in all languages: an editable list, a line a thing, its names set apart by bars.

use crate::analysis::{Piece, pieces};
use std::collections::HashMap;

/// Most pieces of a name.
const LONGEST: usize = 12;

/// The names of things.
#[derive(Debug, Default)]
pub struct Synonyms {
    things: Vec<Vec<String>>,
    by_name: HashMap<String, usize>,
}

/// Names that stand for a stretch of what was typed.
pub(crate) struct Alternative {
    /// The first piece of the stretch.
    pub(crate) from: usize,
    /// The piece after it.
    pub(crate) to: usize,
    /// The other names.
    pub(crate) names: Vec<String>,
}

impl Synonyms {
    /// The list that Kapok comes with.
    #[must_use]
    pub fn builtin() -> Self {
        Self::read(include_str!("../data/synonyms.txt"))
    }

    /// Reads a list. Lines that begin with `#` and empty ones are passed over; a name that stands in two lines belongs to
    /// the first.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut synonyms = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let names: Vec<String> =
                line.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            for name in &names {
                let at = synonyms.things.len();
                synonyms.by_name.entry(key(&pieces(name))).or_insert(at);
            }
            synonyms.things.push(names);
        }
        synonyms
    }
}

fn key(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::folded).collect::<Vec<_>>().join(" ")
}

/// The stretches of a text that have other names, the longest that begin first, none within another.
pub(crate) fn alternatives(synonyms: &Synonyms, pieces: &[Piece]) -> Vec<Alternative> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < pieces.len() {
        let longest = (from + 1..=pieces.len().min(from + LONGEST)).rev().find_map(|to| {
            let name = key(&pieces[from..to]);
            let thing = synonyms.by_name.get(&name)?;
            let others =
                synonyms.things[*thing].iter().filter(|other| key(&crate::analysis::pieces(other)) != name);
            Some(Alternative { from, to, names: others.cloned().collect() })
        });
        from = longest.as_ref().map_or(from + 1, |found| found.to);
        found.extend(longest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_taken_and_all_scripts_are_read() {
        let synonyms = Synonyms::read("# things\nbus | autobus\nbus rapid transit | BRT | 快速公交\n");
        let named = |text: &str| -> Vec<(usize, usize, Vec<String>)> {
            let found = alternatives(&synonyms, &pieces(text));
            found.into_iter().map(|other| (other.from, other.to, other.names)).collect()
        };
        assert_eq!(named("a bus"), [(1, 2, vec!["autobus".to_owned()])]);
        let names = |of: [&str; 2]| of.map(str::to_owned).to_vec();
        assert_eq!(named("the Bus Rapid Transit"), [(1, 4, names(["BRT", "快速公交"]))]);
        assert_eq!(named("廣州快速公交"), [(2, 6, names(["bus rapid transit", "BRT"]))]);
        assert!(named("tram").is_empty());
    }

    #[test]
    fn no_name_of_the_list_belongs_to_two_things() {
        let mut seen = HashMap::new();
        let builtin = Synonyms::builtin();
        assert!(builtin.things.len() > 50);
        for (at, name) in
            builtin.things.iter().enumerate().flat_map(|(at, names)| names.iter().map(move |n| (at, n)))
        {
            let other = seen.insert(key(&pieces(name)), at);
            assert!(other.is_none_or(|other| other == at), "{name}");
        }
    }
}
