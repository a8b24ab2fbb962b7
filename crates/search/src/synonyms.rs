//! Other names of one thing, in all languages: an editable list, a line a thing, its names set apart by bars.

use crate::analysis::{Piece, pieces};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

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

    /// Reads a list. Lines that begin with `#` and empty ones are passed over.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::default().and(text)
    }

    /// The same with those of another list. A line that has a name in common with a thing adds its other names to that thing.
    #[must_use]
    pub fn and(mut self, text: &str) -> Self {
        for line in text.trim_start_matches('\u{feff}').lines().filter(|line| !line.starts_with('#')) {
            let names: Vec<(String, &str)> = line
                .split('|')
                .map(|name| (key(&pieces(name)), name.trim()))
                .filter(|(key, _)| !key.is_empty())
                .collect();
            let known = names.iter().find_map(|(key, _)| self.by_name.get(key).copied());
            let at = known.unwrap_or(self.things.len());
            if known.is_none() {
                self.things.push(Vec::new());
            }
            for (key, name) in names {
                if let Entry::Vacant(vacant) = self.by_name.entry(key) {
                    vacant.insert(at);
                    self.things[at].push(name.to_owned());
                }
            }
        }
        self
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
    fn a_list_of_one_s_own_adds_names_and_things() {
        let synonyms =
            Synonyms::read("bus | autobus").and("\u{feff}# ours\n\n | \nomnibus | Bus\ntram | 有轨电车");
        let names = |text: &str| -> Vec<String> {
            alternatives(&synonyms, &pieces(text)).into_iter().flat_map(|other| other.names).collect()
        };
        assert_eq!(names("bus"), ["autobus", "omnibus"]);
        assert_eq!(names("omnibus"), ["bus", "autobus"]);
        assert_eq!(names("tram"), ["有轨电车"]);
        assert!(names("–").is_empty());
    }

    #[test]
    fn no_name_of_the_list_belongs_to_two_things() {
        let (mut seen, text) = (HashMap::new(), include_str!("../data/synonyms.txt"));
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            for name in line.split('|') {
                let other = seen.insert(key(&pieces(name)), at);
                assert!(other.is_none_or(|other| other == at), "{name}");
            }
        }
        assert!(Synonyms::builtin().things.len() > 50);
    }
}
