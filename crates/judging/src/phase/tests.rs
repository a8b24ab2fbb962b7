//! The phases of an edition, as their guards say.

use super::*;
use kapok_base::RoundId;
use uuid::Uuid;

const NOW: i64 = 1_000;

fn round(n: u128) -> RoundId {
    RoundId(Uuid::from_u128(n))
}

fn judging(n: u128) -> Phase {
    Phase::Judging { round: round(n) }
}

fn path() -> Path {
    Path::new(true, &[round(1), round(2)])
}

fn some(words: &[&str]) -> Vec<String> {
    words.iter().map(|w| (*w).to_owned()).collect()
}

fn try_forward(from: Phase, to: Phase, facts: &Facts) -> Result<Phase, (&'static str, Vec<String>)> {
    forward(&path(), from, to, facts, Instant::from_micros(NOW)).map_err(|r| (r.code, r.missing))
}

#[test]
fn an_edition_goes_through_its_phases_one_by_one() {
    let path = path();
    for pair in path.phases().windows(2) {
        assert_eq!(try_forward(pair[0], pair[1], &Facts::default()), Ok(pair[1]));
    }
    assert_eq!(path.after(Phase::Archived), None);
}

#[test]
fn phases_that_an_edition_does_not_use_are_skipped() {
    let bare = Path::new(false, &[]);
    assert_eq!(bare.after(Phase::Open), Some(Phase::Deciding));
    let refused = forward(&bare, Phase::Open, Phase::Screening, &Facts::default(), Instant::from_micros(NOW));
    assert_eq!(refused.map_err(|r| r.code), Err("phase_not_used"));
}

#[test]
fn a_phase_that_is_used_is_not_leapt_over_and_the_next_one_is_named() {
    for (from, to, next) in [
        (Phase::Draft, Phase::Screening, vec!["open"]),
        (Phase::Screening, judging(2), vec!["judging"]),
        (judging(1), Phase::Deciding, vec!["judging"]),
        (Phase::Open, Phase::Open, vec!["screening"]),
        (Phase::Screening, Phase::Open, vec!["judging"]),
        (Phase::Archived, Phase::Draft, vec![]),
    ] {
        assert_eq!(try_forward(from, to, &Facts::default()), Err(("phase_not_next", some(&next))));
    }
}

#[test]
fn a_guard_that_is_not_met_lists_what_is_missing() {
    let owed = Outstanding { judge: "Ines".into(), entry: "17 Quito".into() };
    let cases = [
        (
            Phase::Draft,
            Facts { setup_missing: some(&["form"]), ..Facts::default() },
            ("edition_incomplete", some(&["form"])),
        ),
        (
            Phase::Open,
            Facts { too_late_from: Some(Instant::from_micros(NOW + 1)), ..Facts::default() },
            ("deadline_not_passed", vec![]),
        ),
        (
            Phase::Screening,
            Facts { unscreened: some(&["3 Lomé"]), ..Facts::default() },
            ("entries_unscreened", some(&["3 Lomé"])),
        ),
        (
            Phase::Screening,
            Facts { round_missing: some(&["panel"]), ..Facts::default() },
            ("round_incomplete", some(&["panel"])),
        ),
        (
            judging(1),
            Facts { outstanding: vec![owed], ..Facts::default() },
            ("scorecards_outstanding", some(&["Ines: 17 Quito"])),
        ),
        (
            judging(1),
            Facts { too_few_scorecards: some(&["5 Oslo"]), ..Facts::default() },
            ("scorecards_too_few", some(&["5 Oslo"])),
        ),
        (
            judging(2),
            Facts { uncut: some(&["5 Oslo"]), ..Facts::default() },
            ("entries_uncut", some(&["5 Oslo"])),
        ),
        (
            Phase::Deciding,
            Facts { undecided: some(&["5 Oslo"]), ..Facts::default() },
            ("entries_undecided", some(&["5 Oslo"])),
        ),
        (
            Phase::Decided,
            Facts { unannounced: some(&["Winners"]), ..Facts::default() },
            ("decisions_unannounced", some(&["Winners"])),
        ),
    ];
    for (from, facts, refusal) in cases {
        let to = path().after(from).unwrap();
        assert_eq!(try_forward(from, to, &facts), Err(refusal), "{from:?}");
    }
}

#[test]
fn the_deadline_has_passed_at_the_first_instant_that_is_too_late() {
    let facts = Facts { too_late_from: Some(Instant::from_micros(NOW)), ..Facts::default() };
    assert_eq!(try_forward(Phase::Open, Phase::Screening, &facts), Ok(Phase::Screening));
}

#[test]
fn moving_back_takes_a_reason_and_nothing_later_in_public() {
    let shortlist =
        |phase| Facts { published: vec![Published { title: "Shortlist".into(), phase }], ..Facts::default() };
    let try_back = |from, to, reason, facts: &Facts| {
        back(&path(), from, to, reason, facts).map_err(|r| (r.code, r.missing))
    };
    let none = Facts::default();
    assert_eq!(
        try_back(judging(1), Phase::Screening, Some(" A late appeal "), &none),
        Ok((Phase::Screening, "A late appeal".into()))
    );
    assert_eq!(try_back(judging(1), Phase::Screening, Some("  "), &none), Err(("reason_missing", vec![])));
    assert_eq!(try_back(judging(1), Phase::Screening, None, &none), Err(("reason_missing", vec![])));
    assert_eq!(try_back(judging(1), judging(2), Some("x"), &none), Err(("phase_not_earlier", vec![])));
    assert_eq!(try_back(judging(1), judging(1), Some("x"), &none), Err(("phase_not_earlier", vec![])));
    assert_eq!(
        try_back(judging(2), Phase::Screening, Some("x"), &shortlist(judging(1))),
        Err(("later_phase_public", some(&["Shortlist"])))
    );
    // What was made public in the phase itself does not stand in the way: it is not later.
    assert_eq!(
        try_back(judging(2), judging(1), Some("x"), &shortlist(judging(1))),
        Ok((judging(1), "x".into()))
    );
}

#[test]
fn a_phase_is_stored_with_its_round() {
    let json = serde_json::to_string(&judging(1)).unwrap();
    assert_eq!(json, r#"{"kind":"judging","round":"00000000-0000-0000-0000-000000000001"}"#);
    assert_eq!(serde_json::from_str::<Phase>(&json).unwrap(), judging(1));
}
