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

fn reopened() -> AssignmentState {
    AssignmentState::Started { at: at(2), reopened: Some("Two scores were swapped".into()) }
}

#[test]
fn drafts_and_submissions_follow_each_other_and_a_draft_never_takes_a_submission_back() {
    use AssignmentState as S;
    let uncut = stage(RoundState::Judging);
    for (state, submit, next) in [
        (S::Asked, false, Ok(S::Started { at: at(9), reopened: None })),
        (S::Asked, true, Ok(S::Submitted { at: at(9) })),
        (reopened(), false, Ok(reopened())),
        (reopened(), true, Ok(S::Submitted { at: at(9) })),
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

#[test]
fn only_what_was_submitted_is_reopened_with_a_reason_and_before_the_cut() {
    use AssignmentState as S;
    let (uncut, cut) = (stage(RoundState::Judging), stage(RoundState::Advanced));
    let swapped = Some("Two scores were swapped");
    let submitted = S::Submitted { at: at(2) };
    for (state, reason, stage, next) in [
        (
            submitted.clone(),
            swapped,
            &uncut,
            Ok(S::Started { at: at(9), reopened: swapped.map(str::to_owned) }),
        ),
        (submitted.clone(), Some(" "), &uncut, Err("reason_missing")),
        (submitted.clone(), swapped, &cut, Err("cut_confirmed")),
        (S::Asked, swapped, &uncut, Err("scorecard_not_submitted")),
        (reopened(), swapped, &uncut, Err("scorecard_not_submitted")),
        (recused(), swapped, &uncut, Err("assignment_set_aside")),
    ] {
        assert_eq!(reopen(&state, reason, facts(stage)).map_err(|r| r.code), next);
    }
    let later = Facts { phase: Phase::Deciding, ..facts(&uncut) };
    assert_eq!(reopen(&submitted, swapped, later).map_err(|r| r.code), Err("round_not_open"));
    let after = reopen(&submitted, swapped, facts(&uncut)).unwrap();
    assert!(!after.counts() && after.is_outstanding() && after.reopened() == swapped);
    assert_eq!(save(after, true, facts(&uncut)).unwrap().reopened(), None);
}

#[test]
fn drafts_kept_before_reopening_was_known_are_read() {
    let kept = r#"{"kind":"started","at":"2026-05-01T00:00:00Z"}"#;
    let state: AssignmentState = serde_json::from_str(kept).unwrap();
    assert_eq!(state.reopened(), None);
    assert_eq!(serde_json::to_string(&state).unwrap(), kept);
}

#[test]
fn a_pairwise_assignment_is_done_when_its_entry_was_compared_as_often_as_is_asked() {
    use AssignmentState as S;
    let (begun, done) = (|n| S::Started { at: at(n), reopened: None }, |n| S::Submitted { at: at(n) });
    for (state, made, needed, next) in [
        (S::Asked, 0, 2, S::Asked),
        (S::Asked, 1, 2, begun(9)),
        (begun(3), 1, 2, begun(3)),
        (begun(3), 2, 2, done(9)),
        (done(4), 3, 2, done(4)),
        (done(4), 1, 2, begun(9)),
        (done(4), 0, 1, S::Asked),
        (begun(3), 0, 1, S::Asked),
        (recused(), 5, 2, recused()),
    ] {
        assert_eq!(compared(&state, made, needed, at(9)), next, "{state:?} {made}/{needed}");
    }
}
