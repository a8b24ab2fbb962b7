//! The board and its motions: what is refused, and that no entry is ever lost or doubled.

use super::*;
use crate::cut::Line;
use crate::stage::{InRound, Mark, RoundState};
use kapok_base::{Actor, Instant};
use proptest::prelude::*;
use uuid::Uuid;

const S: &str = "shortlisted";
const D: &str = "deserving";

fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn round() -> RoundId {
    RoundId(Uuid::from_u128(99))
}

/// 1 and 2 are above the first line, 3 and 4 tie across it, 5 is deserving, 6 below, 7 has no score.
fn proposal() -> Proposal {
    let line = |label: &str, entries: &[u128], tied: &[u128]| Line {
        label: label.into(),
        advances: label == S,
        entries: entries.iter().copied().map(entry).collect(),
        tied: tied.iter().copied().map(entry).collect(),
        ..Line::default()
    };
    Proposal { lines: vec![line(S, &[1, 2], &[3, 4]), line(D, &[5], &[])], below: vec![entry(6)] }
}

fn ranking() -> Vec<EntryId> {
    (1..=7).map(entry).collect()
}

fn motion(n: u128, to: Option<&str>, settled: Settled) -> Motion {
    let reason = format!("About {n}");
    Motion { entry: entry(n), to: to.map(str::to_owned), reason, settled, absent: BTreeSet::new() }
}

fn vote(in_favour: u32, against: u32, abstained: u32) -> Settled {
    Settled::Voted { in_favour, against, abstained }
}

fn board(motions: &[Motion]) -> Board {
    Board::of(&proposal(), &ranking(), motions)
}

#[test]
fn the_board_begins_as_the_rule_has_it_and_the_last_motion_that_carried_holds() {
    let begun = board(&[]);
    assert_eq!(begun.lines[0].entries, [entry(1), entry(2)]);
    assert_eq!((begun.tied, begun.out), (vec![entry(3), entry(4)], vec![entry(6), entry(7)]));
    let moved = board(&[
        motion(6, Some(S), Settled::Agreed),
        motion(2, None, vote(3, 2, 1)),
        motion(1, Some(D), vote(2, 2, 0)),
        motion(3, None, Settled::Agreed),
        motion(6, Some(D), vote(5, 0, 0)),
        motion(6, Some(S), vote(1, 4, 0)),
        motion(9, Some(S), Settled::Agreed),
        motion(5, Some("winner"), Settled::Agreed),
    ]);
    assert_eq!(moved.lines[0].entries, [entry(1)], "even votes carry nothing");
    assert_eq!(moved.lines[1].entries, [entry(5), entry(6)]);
    assert_eq!((&moved.tied, &moved.out), (&vec![entry(4)], &vec![entry(2), entry(3), entry(7)]));
    assert_eq!(moved.place(entry(9)), None);
}

#[test]
fn reasons_are_due_where_the_board_is_not_the_rule_or_breaks_its_ties() {
    let moved = board(&[
        motion(6, Some(S), Settled::Agreed),
        motion(3, None, Settled::Agreed),
        motion(1, None, Settled::Agreed),
        motion(1, Some(S), Settled::Agreed),
    ]);
    let due: Vec<_> = moved.overrides(&proposal()).into_iter().map(|o| (o.entry, o.reason)).collect();
    assert_eq!(due, [(entry(3), "About 3".to_owned()), (entry(6), "About 6".to_owned())]);
}

fn stage(state: RoundState) -> Stage {
    let mark = Mark { at: Instant::from_micros(0), by: Actor::System };
    Stage::InRound { mark, place: InRound { round: round(), state } }
}

fn put(asked: &Asked, phase: Phase, state: RoundState) -> Result<Motion, Vec<(&'static str, String)>> {
    let (board, stage) = (board(&[]), stage(state));
    let members = (1..=3).map(person).collect();
    let aside = BTreeSet::from([person(3), person(8)]);
    let facts =
        Facts { phase, round: round(), stage: Some(&stage), board: &board, members: &members, aside: &aside };
    record(asked, &facts).map_err(|refusal| match refusal.details.is_empty() {
        true => vec![(refusal.code, String::new())],
        false => refusal.details.into_iter().map(|d| (d.code, d.pointer.unwrap_or_default())).collect(),
    })
}

fn asked(n: u128, to: Option<&str>, settled: Settled) -> Asked {
    let reason = " Balance of regions ".to_owned();
    Asked { entry: entry(n), to: to.map(str::to_owned), reason, settled, absent: vec![] }
}

const OPEN: fn() -> Phase = || Phase::Judging { round: round() };

#[test]
fn a_motion_is_recorded_with_those_who_stood_aside_whether_it_carries_or_not() {
    let lost = put(&asked(6, Some(S), vote(0, 1, 1)), OPEN(), RoundState::Judging).unwrap();
    assert_eq!((lost.reason.as_str(), &lost.absent), ("Balance of regions", &BTreeSet::from([person(3)])));
    assert!(!lost.settled.carries());
    let tie = put(&asked(3, None, Settled::Agreed), OPEN(), RoundState::Judging);
    assert!(tie.is_ok(), "leaving a tied entry out is a move too");
    let absent = Asked { absent: vec![person(1)], ..asked(1, None, vote(1, 0, 0)) };
    let absent = put(&absent, OPEN(), RoundState::Judging).unwrap().absent;
    assert_eq!(absent, BTreeSet::from([person(1), person(3)]));
}

#[test]
fn each_refusal_stands_at_its_place() {
    let blank = Asked { reason: " ".into(), ..asked(1, Some(D), Settled::Agreed) };
    let alone = Asked { absent: vec![person(1), person(2)], ..asked(1, Some(D), vote(1, 0, 0)) };
    let strange = Asked { absent: vec![person(1), person(7)], ..asked(1, Some(D), Settled::Agreed) };
    for (asked, code, pointer) in [
        (asked(1, Some(S), Settled::Agreed), "motion_same_place", "/to"),
        (asked(6, None, Settled::Agreed), "motion_same_place", "/to"),
        (asked(1, Some("winner"), Settled::Agreed), "label_not_of_round", "/to"),
        (asked(9, Some(S), Settled::Agreed), "entry_not_in_round", "/entry"),
        (blank, "reason_missing", "/reason"),
        (asked(1, Some(D), vote(2, 1, 0)), "votes_exceed_present", "/settled"),
        (asked(1, Some(D), vote(u32::MAX, u32::MAX, 1)), "votes_exceed_present", "/settled"),
        (asked(1, Some(D), vote(0, 0, 0)), "votes_missing", "/settled/in_favour"),
        (alone, "votes_exceed_present", "/settled"),
        (strange, "not_in_panel", "/absent/1"),
    ] {
        let refused = put(&asked, OPEN(), RoundState::Judging);
        assert_eq!(refused, Err(vec![(code, pointer.to_owned())]), "{asked:?}");
    }
}

#[test]
fn motions_end_with_the_round_and_with_its_confirmed_cut() {
    let asked = asked(1, None, Settled::Agreed);
    let closed = |code| Err(vec![(code, String::new())]);
    assert_eq!(put(&asked, Phase::Screening, RoundState::Judging), closed("round_not_open"));
    for state in [RoundState::Advanced, RoundState::Stopped] {
        assert_eq!(put(&asked, OPEN(), state), closed("entry_not_being_judged"));
    }
}

prop_compose! {
    fn any_motion()(
        n in 1u128..9, to in prop::option::of(prop::sample::select(vec![S, D, "winner"])), agreed in any::<bool>(),
        in_favour in 0u32..4, against in 0u32..4,
    ) -> Motion {
        motion(n, to, if agreed { Settled::Agreed } else { vote(in_favour, against, 0) })
    }
}

proptest! {
    #[test]
    fn the_board_is_always_a_partition_of_the_round(motions in prop::collection::vec(any_motion(), 0..20)) {
        let board = board(&motions);
        let lines = board.lines.iter().flat_map(|line| &line.entries);
        let mut all: Vec<_> = lines.chain(&board.tied).chain(&board.out).copied().collect();
        all.sort();
        prop_assert_eq!(all, ranking());
        for entry in ranking() {
            let label = board.label_of(entry).map(str::to_owned);
            let place = board.place(entry).unwrap();
            prop_assert_eq!(matches!(&place, Place::Line(l) if Some(l) == label.as_ref()), label.is_some());
        }
    }

    #[test]
    fn the_order_of_motions_on_different_entries_does_not_matter(
        motions in prop::collection::vec(any_motion(), 0..20)
    ) {
        // All motions on one entry keep their order among themselves; the entries are taken one after another.
        let mut other = motions.clone();
        other.sort_by_key(|motion| std::cmp::Reverse(motion.entry));
        prop_assert_eq!(board(&motions), board(&other));
    }

    #[test]
    fn whatever_the_board_it_can_be_confirmed_with_its_own_reasons(
        motions in prop::collection::vec(any_motion(), 0..20)
    ) {
        use crate::shortlist::{Chosen, confirm};
        let mut motions = motions;
        motions.extend([motion(3, None, Settled::Agreed), motion(4, Some(S), Settled::Agreed)]);
        let board = board(&motions);
        let one = |entry: &EntryId| {
            let label = board.label_of(*entry)?.to_owned();
            Some(Chosen { entry: *entry, label, at: String::new() })
        };
        let chosen: Vec<_> = ranking().iter().filter_map(one).collect();
        let overrides = board.overrides(&proposal());
        prop_assert!(confirm(&proposal(), &ranking().into_iter().collect(), &chosen, &overrides).is_ok());
    }
}
