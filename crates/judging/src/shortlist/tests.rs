//! Confirming a cut with and without a hand in it.

use super::*;
use crate::cut::Line;
use uuid::Uuid;

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

/// 1 and 2 are above the line, 3 and 4 tie across it, 5 is below.
fn proposal() -> Proposal {
    Proposal {
        lines: vec![
            Line {
                label: "shortlisted".into(),
                advances: true,
                entries: vec![entry(1), entry(2)],
                tied: vec![entry(3), entry(4)],
                parted: vec![],
                parted_by: vec![],
                passed_over: vec![],
            },
            Line { label: "deserving".into(), ..Line::default() },
        ],
        below: vec![entry(5)],
    }
}

fn chosen(entries: &[(u128, &str)]) -> Vec<Chosen> {
    let at = |i| format!("/entries/{i}");
    let choice = |(i, (n, label)): (usize, &(u128, &str))| Chosen {
        entry: entry(*n),
        label: (*label).into(),
        at: at(i),
    };
    entries.iter().enumerate().map(choice).collect()
}

fn reasons(entries: &[(u128, &str)]) -> Vec<Override> {
    entries.iter().map(|(n, reason)| Override { entry: entry(*n), reason: (*reason).into() }).collect()
}

fn attempt(
    choices: &[(u128, &str)],
    overrides: &[(u128, &str)],
) -> Result<Vec<Outcome>, Vec<(&'static str, String)>> {
    let in_round = (1..=5).map(entry).collect();
    confirm(&proposal(), &in_round, &chosen(choices), &reasons(overrides))
        .map_err(|r| r.details.into_iter().map(|d| (d.code, d.pointer.unwrap_or_default())).collect())
}

const S: &str = "shortlisted";
const TIE: [(u128, &str); 2] = [(3, "Stronger on impact"), (4, "Weaker on impact")];

#[test]
fn each_entry_of_the_round_gets_its_outcome_and_its_basis() {
    let overrides = [TIE[0], TIE[1], (2, "Withheld by the jury"), (5, "Balance of regions")];
    let outcomes = attempt(&[(1, S), (3, S), (5, "deserving")], &overrides).unwrap();
    let row = |o: &Outcome| (o.label.clone(), o.advances, o.basis.clone());
    let rows: Vec<_> = outcomes.iter().map(row).collect();
    let tie = |reason: &str| Basis::TieBroken { reason: reason.into() };
    let hand = |proposed: Option<&str>, reason: &str| Basis::Overridden {
        proposed: proposed.map(str::to_owned),
        reason: reason.into(),
    };
    assert_eq!(
        rows,
        vec![
            (Some(S.into()), true, Basis::Rule),
            (None, false, hand(Some(S), "Withheld by the jury")),
            (Some(S.into()), true, tie("Stronger on impact")),
            (None, false, tie("Weaker on impact")),
            (Some("deserving".into()), false, hand(None, "Balance of regions")),
        ]
    );
}

#[test]
fn a_tie_is_never_broken_silently_and_a_hand_gives_its_reasons() {
    let silent = confirm(&proposal(), &(1..=5).map(entry).collect(), &chosen(&[(1, S)]), &[]).unwrap_err();
    assert_eq!(silent.details[0].code, "override_missing");
    let missing: Vec<_> = [2, 3, 4].map(|n| entry(n).to_string()).into();
    assert_eq!(silent.details[0].missing, missing);
}

#[test]
fn each_fault_is_named_at_its_place() {
    type Given<'a> = &'a [(u128, &'a str)];
    let cases: [(Given<'_>, Given<'_>, &str, &str); 5] = [
        (&[(1, S), (2, S), (9, S)], &TIE, "entry_not_in_round", "/entries/2"),
        (&[(1, S), (2, S), (1, S)], &TIE, "entry_repeated", "/entries/2"),
        (&[(1, S), (2, S), (3, "winner")], &TIE, "label_not_of_round", "/entries/2"),
        (&[(1, S), (2, S)], &[TIE[0], TIE[1], (1, "Why not")], "override_not_needed", "/overrides/2/entry"),
        (&[(1, S), (2, S)], &[TIE[0], TIE[1], (9, "Who?")], "entry_not_in_round", "/overrides/2/entry"),
    ];
    for (choices, overrides, code, pointer) in cases {
        assert_eq!(attempt(choices, overrides), Err(vec![(code, pointer.to_owned())]));
    }
    let blank = attempt(&[(1, S), (2, S)], &[TIE[0], (4, " ")]).unwrap_err();
    assert_eq!(blank[0], ("reason_missing", "/overrides/1/reason".to_owned()));
}

#[test]
fn entries_that_the_rule_for_ties_parted_say_so_and_need_no_hand() {
    let mut proposal = proposal();
    let line = &mut proposal.lines[0];
    (line.tied, line.parted, line.parted_by) = (vec![], vec![entry(2), entry(3)], vec!["impact".to_owned()]);
    let in_round = [1, 2, 3].map(entry).into();
    let outcomes = confirm(&proposal, &in_round, &chosen(&[(1, S), (2, S)]), &[]).unwrap();
    let bases: Vec<_> = outcomes.into_iter().map(|o| o.basis).collect();
    let by = Basis::TieByRule { by: vec!["impact".to_owned()] };
    assert_eq!(bases, [Basis::Rule, by.clone(), by]);
}
