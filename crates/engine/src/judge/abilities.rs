//! Standings of a pairwise round: abilities by the model of Bradley and Terry from the comparisons that count.

use super::adjusted::{Adjusted, AdjustedEntry, Care, draws};
use super::fits::stream;
use super::standings::RoundStandings;
use kapok_base::{EntryId, Exact, PersonId};
use kapok_judging::comparison::{Made, Outcome};
use kapok_measure::chance::Chance;
use kapok_measure::pairwise::{self, Group, Win};
use kapok_measure::standings::{self, Standing, Standings};
use kapok_measure::warnings::{self, Warning};
use std::collections::{BTreeMap, BTreeSet};

/// Abilities are estimates: digits beyond a billionth are noise of the arithmetic, and would part what is equal.
const BILLION: f64 = 1e9;
/// How many standard errors to each side hold nine in ten of a normal distribution.
const NINE_IN_TEN: f64 = 1.644_853_627;

/// How an entry fared in its comparisons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparedEntry {
    /// How often it was the better one.
    pub wins: usize,
    /// How often the other one was.
    pub losses: usize,
    /// How often neither was.
    pub ties: usize,
    /// The logarithm of its odds against the average entry of its group.
    pub ability: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The number of its group, from 1: only within a group do abilities compare.
    pub group: usize,
}

/// The abilities of a pairwise round; empty for other rounds.
#[derive(Clone, Debug, Default)]
pub struct Abilities {
    /// Every entry that was compared.
    pub entries: BTreeMap<EntryId, ComparedEntry>,
    /// How many groups of entries nothing links.
    pub groups: usize,
    /// How many comparisons each judge made that count.
    pub judges: BTreeMap<PersonId, usize>,
    /// The comparisons that count, sorted.
    pub(super) made: Vec<Made>,
    /// The groups with all that their abilities have in common; entries by position among the round's.
    pub(super) found: Vec<Group>,
}

/// Ranks the entries of a pairwise round by their abilities, group by group where there are several.
pub(super) fn rank(entries: &BTreeSet<EntryId>, made: Vec<Made>) -> (Standings, Abilities) {
    let numbered: Vec<EntryId> = entries.iter().copied().collect();
    let wins: Vec<Win> = made.iter().flat_map(|made| wins(&numbered, made)).collect();
    let groups = pairwise::anchored(&wins);
    let mut abilities = Abilities { groups: groups.len(), ..Abilities::default() };
    for one in &made {
        *abilities.judges.entry(one.judge).or_default() += 1;
    }
    let mut standings = Standings::default();
    for (group, number) in groups.iter().zip(1..) {
        for of in &group.entries {
            abilities.entries.insert(numbered[of.entry], fared(numbered[of.entry], of, number, &made));
        }
        standings.ranked.extend(ranked(group, &numbered, &abilities.entries));
    }
    let uncompared = |entry: &&EntryId| !abilities.entries.contains_key(*entry);
    standings.unscored = entries.iter().filter(uncompared).copied().collect();
    (standings, Abilities { made, found: groups, ..abilities })
}

/// How sure the ranking of a pairwise round is of itself; nothing where not all entries compare. The same comparisons give the same
/// figures: draws come from the stream `standings`, seeded by the round.
pub(super) fn sureness(of: &RoundStandings) -> Adjusted {
    let places = of.places_of_first_line();
    let mut sure = Adjusted { places, ..Adjusted::default() };
    let [group] = &of.abilities.found[..] else { return sure };
    let numbered: Vec<EntryId> = of.entries.keys().copied().collect();
    let chances = group.chances(places.unwrap_or(1), draws(numbered.len()), &stream(of.round.id));
    let one = |(ability, chance): (&pairwise::Ability, &Chance)| {
        let reach = NINE_IN_TEN * ability.error;
        let entry = AdjustedEntry {
            score: ability.ability,
            standard_error: ability.error,
            interval: (ability.ability - reach, ability.ability + reach),
            ranks: (chance.rank_low, chance.rank_high),
            p_cut: places.map(|_| chance.above),
        };
        (numbered[ability.entry], entry)
    };
    sure.entries = group.entries.iter().zip(&chances).map(one).collect();
    if let Some(places) = places
        && let Some(Warning::TiedCut { entries, .. }) = warnings::of_cut(&chances, places)
    {
        sure.care.push(Care::TiedCut(entries.into_iter().map(|entry| numbered[entry]).collect()));
    }
    sure
}

/// A comparison as wins by the entries' numbers: one, or half a one for each.
fn wins(numbered: &[EntryId], made: &Made) -> Vec<Win> {
    let number = |entry: EntryId| numbered.binary_search(&entry).ok();
    let (Some(first), Some(second)) = (number(made.first), number(made.second)) else { return Vec::new() };
    let win = |winner, loser, times| Win { winner, loser, times };
    match made.outcome {
        Outcome::First => vec![win(first, second, 1.0)],
        Outcome::Second => vec![win(second, first, 1.0)],
        Outcome::Equal => vec![win(first, second, 0.5), win(second, first, 0.5)],
    }
}

fn fared(entry: EntryId, of: &pairwise::Ability, group: usize, made: &[Made]) -> ComparedEntry {
    let count = |gain| made.iter().filter(|made| made.is_of(entry) && made.gain(entry) == gain).count();
    let (wins, losses, ties) = (count(1), count(-1), count(0));
    ComparedEntry { wins, losses, ties, ability: of.ability, standard_error: of.error, group }
}

/// The standings within a group: equal abilities share their ranks.
fn ranked(group: &Group, numbered: &[EntryId], fared: &BTreeMap<EntryId, ComparedEntry>) -> Vec<Standing> {
    let standing = |of: &pairwise::Ability| {
        let entry = numbered[of.entry];
        let one = fared.get(&entry)?;
        let score = Exact::from_float((of.ability * BILLION).round())? / Exact::from_float(BILLION)?;
        let (scorecards, criteria) = (one.wins + one.losses + one.ties, BTreeMap::new());
        Some(Standing { entry, rank_low: 0, rank_high: 0, score, scorecards, criteria })
    };
    let mut ranked: Vec<Standing> = group.entries.iter().filter_map(standing).collect();
    ranked.sort_by(|a, b| b.score.cmp(&a.score).then(a.entry.cmp(&b.entry)));
    standings::rank(&mut ranked);
    ranked
}
