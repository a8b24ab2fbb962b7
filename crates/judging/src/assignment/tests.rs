//! The way of an assignment.

use super::*;
use crate::stage::{InRound, Mark, RoundState};
use kapok_base::Actor;
use uuid::Uuid;

fn at(n: i64) -> Instant {
    Instant::from_micros(n)
}

fn round() -> RoundId {
    RoundId(Uuid::from_u128(1))
}

fn stage(state: RoundState) -> Stage {
    let mark = Mark { at: at(1), by: Actor::System };
    Stage::InRound { mark, place: InRound { round: round(), state } }
}

fn facts(stage: &Stage) -> Facts<'_> {
    Facts { now: at(9), phase: Phase::Judging { round: round() }, round: round(), stage }
}

fn recused() -> AssignmentState {
    AssignmentState::Recused { at: at(2), ground: Ground::Family, reason: "My sister".into() }
}

#[test]
fn drafts_and_submissions_follow_each_other_and_a_draft_never_takes_a_submission_back() {
    use AssignmentState as S;
    let uncut = stage(RoundState::Judging);
    for (state, submit, next) in [
        (S::Asked, false, Ok(S::Started { at: at(9) })),
        (S::Asked, true, Ok(S::Submitted { at: at(9) })),
        (S::Started { at: at(2) }, false, Ok(S::Started { at: at(2) })),
        (S::Started { at: at(2) }, true, Ok(S::Submitted { at: at(9) })),
        (S::Submitted { at: at(2) }, false, Ok(S::Submitted { at: at(2) })),
        (S::Submitted { at: at(2) }, true, Ok(S::Submitted { at: at(9) })),
        (recused(), true, Err("assignment_set_aside")),
        (S::Removed { at: at(2), reason: "x".into() }, false, Err("assignment_set_aside")),
    ] {
        assert_eq!(save(state, submit, facts(&uncut)).map_err(|r| r.code), next);
    }
}

#[test]
fn nothing_is_saved_outside_the_round_or_after_the_cut() {
    let (uncut, cut) = (stage(RoundState::Judging), stage(RoundState::Advanced));
    let elsewhere = Facts { phase: Phase::Deciding, ..facts(&uncut) };
    assert_eq!(save(AssignmentState::Asked, true, elsewhere).map_err(|r| r.code), Err("round_not_open"));
    let after = save(AssignmentState::Asked, true, facts(&cut));
    assert_eq!(after.map_err(|r| r.code), Err("entry_not_being_judged"));
}

#[test]
fn a_judge_may_stand_aside_whenever_the_conflict_is_seen_and_then_the_card_counts_no_more() {
    for state in [AssignmentState::Asked, AssignmentState::Submitted { at: at(2) }] {
        let after = recuse(&state, Ground::Family, Some("My sister"), at(2)).unwrap();
        assert_eq!(after, recused());
        assert!(!after.counts() && !after.is_outstanding());
    }
    let code = |r: Result<_, Refusal>| r.map(|_: AssignmentState| ()).map_err(|r| r.code);
    assert_eq!(code(recuse(&recused(), Ground::Other, Some("x"), at(3))), Err("assignment_set_aside"));
    assert_eq!(code(recuse(&AssignmentState::Asked, Ground::Other, None, at(3))), Err("reason_missing"));
}

#[test]
fn an_organiser_takes_an_assignment_back_while_no_cut_rests_on_it() {
    let (uncut, cut) = (stage(RoundState::Judging), stage(RoundState::Stopped));
    let code = |r: Result<_, Refusal>| r.map(|s: AssignmentState| s.kind()).map_err(|r| r.code);
    assert_eq!(code(remove(&AssignmentState::Asked, Some("Ill"), facts(&uncut))), Ok("removed"));
    assert_eq!(code(remove(&AssignmentState::Asked, Some("Ill"), facts(&cut))), Err("cut_confirmed"));
    assert_eq!(code(remove(&AssignmentState::Asked, Some(" "), facts(&uncut))), Err("reason_missing"));
}
