//! Goals of sustainable development and their targets.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A goal (`11`) or one of its targets (`11.2`, `11.a`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sdg {
    goal: u8,
    target: Option<String>,
}

/// Neither a goal from 1 to 17 nor a target of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither a goal from 1 to 17 nor one of its targets: {0}")]
pub struct InvalidSdg(pub String);

/// What stands before a goal's number in the languages of the sources, the longest first.
const NAMES: [&str; 12] =
    ["sdg goal", "sdg", "ods", "odd", "goal", "target", "objetivo", "objectif", "目标", "目標", "цур", "第"];

impl Sdg {
    /// The goal, from 1 to 17.
    #[must_use]
    pub fn goal(&self) -> u8 {
        self.goal
    }
}

impl FromStr for Sdg {
    type Err = InvalidSdg;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let bad = || InvalidSdg(given.chars().take(40).collect());
        let lower = given.trim().to_lowercase();
        let unnamed = NAMES.iter().find_map(|name| lower.strip_prefix(name));
        let rest = unnamed.map_or(&*lower, |rest| rest.trim_start_matches(['-', '_', ' ', ':', '：', '#']));
        // "11: Sustainable cities", "11 – Villes durables", "13：气候行动"
        let end = rest.find([' ', ':', '：', '–', '—']).unwrap_or(rest.len());
        let digits = rest.get(..end).unwrap_or_default();
        let (goal, target) = match digits.split_once('.') {
            Some((goal, "0")) => (goal, None),
            Some((goal, target)) => (goal, Some(target)),
            None => (digits, None),
        };
        let goal = goal.parse::<u8>().ok().filter(|goal| (1..=17).contains(goal)).ok_or_else(bad)?;
        let fits = |target: &str| match target.parse::<u8>() {
            Ok(number) => (1..=19).contains(&number),
            Err(_) => matches!(target, "a" | "b" | "c" | "d"),
        };
        if target.is_some_and(|target| !fits(target)) {
            return Err(bad());
        }
        Ok(Self { goal, target: target.map(str::to_owned) })
    }
}

impl fmt::Display for Sdg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Some(target) => write!(f, "{}.{target}", self.goal),
            None => write!(f, "{}", self.goal),
        }
    }
}

impl Serialize for Sdg {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sdg {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn goals_and_targets_are_read_and_nonsense_is_not() {
        for (given, kept, goal) in [
            ("11", "11", 11),
            ("11.2", "11.2", 11),
            ("SDG 6", "6", 6),
            ("13.A", "13.a", 13),
            ("7.0", "7", 7),
            ("ODD 11 – Villes", "11", 11),
        ] {
            let sdg: Sdg = given.parse().unwrap();
            assert_eq!((sdg.to_string().as_str(), sdg.goal()), (kept, goal));
        }
        for bad in ["0", "18", "", "11.", "11.x", "11.20", "water", "-3"] {
            assert!(bad.parse::<Sdg>().is_err(), "{bad}");
        }
    }
}
