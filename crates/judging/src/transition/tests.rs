//! The passage of an entry, read as its specification.

use super::*;
use uuid::Uuid;

fn round(n: u128) -> RoundId {
    RoundId(Uuid::from_u128(n))
}

fn judging(n: u128) -> Phase {
    Phase::Judging { round: round(n) }
}

fn facts(phase: Phase) -> Facts {
    Facts {
        now: Instant::from_micros(7),
        by: Actor::System,
        phase,
        path: Path::new(true, &[round(1), round(2)]),
        decision_public: false,
    }
}

fn mark() -> Mark {
    Mark { at: Instant::from_micros(7), by: Actor::System }
}

fn sealed() -> Stage {
    Stage::Sealed { mark: mark() }
}
fn returned() -> Stage {
    Stage::Returned { mark: mark(), reason: "No budget".into() }
}
fn ineligible() -> Stage {
    Stage::Ineligible { mark: mark(), reason: "A company".into() }
}
fn eligible() -> Stage {
    Stage::Eligible { mark: mark() }
}
fn in_round(n: u128, state: RoundState) -> Stage {
    Stage::InRound { mark: mark(), place: InRound { round: round(n), state } }
}
fn decided(from: Option<InRound>) -> Stage {
    Stage::Decided { mark: mark(), labels: labels(&["winner"]), from }
}
fn withdrawn() -> Stage {
    Stage::Withdrawn { mark: mark(), reason: "Moved on".into() }
}
fn labels(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|k| (*k).to_owned()).collect()
}
fn screen(outcome: Screening, reason: &str) -> Command {
    Command::Screen { outcome, reason: (!reason.is_empty()).then(|| reason.to_owned()) }
}
fn withdraw() -> Command {
    Command::Withdraw { reason: Some("Moved on".into()) }
}

fn kind_after(stage: Stage, command: Command, phase: Phase) -> Result<Stage, &'static str> {
    apply(stage, command, &facts(phase)).map(|(stage, _)| stage).map_err(|r| r.code)
}

#[test]
fn the_whole_way_of_a_winner() {
    let mut stage = sealed();
    let mut events = Vec::new();
    for (command, phase) in [
        (screen(Screening::Returned, "No budget"), Phase::Screening),
        (Command::SealCorrection, Phase::Screening),
        (screen(Screening::Eligible, ""), Phase::Screening),
        (Command::EnterRound { round: round(1) }, judging(1)),
        (Command::Cut { round: round(1), advances: true }, judging(1)),
        (Command::EnterRound { round: round(2) }, judging(2)),
        (Command::Cut { round: round(2), advances: true }, judging(2)),
        (Command::Decide { labels: labels(&["winner"]) }, Phase::Deciding),
    ] {
        let (next, happened) = apply(stage, command, &facts(phase)).unwrap();
        stage = next;
        events.extend(happened);
    }
    assert_eq!(stage.kind(), "decided");
    let names: Vec<_> = events.iter().map(Event::kind).collect();
    assert!(events.iter().all(|e| serde_json::to_value(e).unwrap()["event"] == e.kind()));
    assert_eq!(
        names,
        [
            "entry_screened",
            "entry_corrected",
            "entry_screened",
            "entry_entered_round",
            "entry_cut",
            "entry_entered_round",
            "entry_cut",
            "entry_decided"
        ]
    );
}

#[test]
fn each_stage_admits_its_commands_and_no_others() {
    use RoundState::{Advanced, Judging, Stopped};
    let place = InRound { round: round(2), state: Judging };
    let stages = [
        sealed(),
        returned(),
        ineligible(),
        eligible(),
        in_round(1, Judging),
        in_round(1, Advanced),
        in_round(1, Stopped),
        decided(Some(place)),
        withdrawn(),
    ];
    //                            sealed returned inelig. eligible judging advanced stopped decided withdrawn
    let table: [(Command, Phase, [bool; 9]); 6] = [
        (
            screen(Screening::Eligible, ""),
            Phase::Screening,
            [true, true, true, true, false, false, false, false, false],
        ),
        (
            Command::SealCorrection,
            Phase::Screening,
            [false, true, false, false, false, false, false, false, false],
        ),
        (
            Command::EnterRound { round: round(2) },
            judging(2),
            [false, false, false, true, false, true, false, false, false],
        ),
        (
            Command::Cut { round: round(1), advances: true },
            judging(1),
            [false, false, false, false, true, true, true, false, false],
        ),
        (
            Command::Decide { labels: labels(&[]) },
            Phase::Deciding,
            [false, false, false, true, true, true, true, true, false],
        ),
        (withdraw(), judging(1), [true, true, false, true, true, true, true, false, false]),
    ];
    for (command, phase, admitted) in table {
        for (stage, expected) in stages.iter().zip(admitted) {
            let answer = apply(stage.clone(), command.clone(), &facts(phase));
            assert_eq!(answer.is_ok(), expected, "{command:?} in {stage:?}");
            if let Err(refusal) = answer {
                assert!(["entry_stage_forbids", "entry_not_advanced"].contains(&refusal.code), "{refusal}");
            }
        }
    }
}

#[test]
fn each_command_belongs_to_its_phases() {
    let uncut = in_round(1, RoundState::Judging);
    let phases = [
        Phase::Draft,
        Phase::Open,
        Phase::Screening,
        judging(1),
        judging(2),
        Phase::Deciding,
        Phase::Decided,
        Phase::Archived,
    ];
    let table = [
        (sealed(), screen(Screening::Eligible, ""), vec![Phase::Open, Phase::Screening]),
        (returned(), Command::SealCorrection, vec![Phase::Open, Phase::Screening]),
        (eligible(), Command::EnterRound { round: round(1) }, vec![judging(1)]),
        (uncut.clone(), Command::Cut { round: round(1), advances: false }, vec![judging(1)]),
        (uncut, Command::Decide { labels: labels(&[]) }, vec![Phase::Deciding]),
        (eligible(), withdraw(), phases[..6].to_vec()),
    ];
    for (stage, command, fitting) in table {
        for phase in phases {
            let answer = kind_after(stage.clone(), command.clone(), phase);
            match answer {
                Ok(_) => assert!(fitting.contains(&phase), "{command:?} in {phase:?}"),
                Err(code) => {
                    assert!(!fitting.contains(&phase), "{command:?} in {phase:?}");
                    assert_eq!(code, "entry_in_other_phase");
                }
            }
        }
    }
}

#[test]
fn a_finding_against_an_entry_takes_a_reason() {
    for outcome in [Screening::Ineligible, Screening::Returned] {
        assert_eq!(kind_after(sealed(), screen(outcome, "  "), Phase::Screening), Err("reason_missing"));
    }
    assert_eq!(
        kind_after(sealed(), screen(Screening::Ineligible, " A company "), Phase::Screening),
        Ok(ineligible())
    );
    assert_eq!(
        kind_after(sealed(), screen(Screening::Ineligible, &"x".repeat(10_001)), Phase::Screening),
        Err("text_too_long")
    );
    let silent = Command::Withdraw { reason: None };
    assert_eq!(kind_after(eligible(), silent, Phase::Screening), Err("reason_missing"));
}

#[test]
fn what_is_public_is_neither_cut_nor_decided_anew() {
    let public = |phase| Facts { decision_public: true, ..facts(phase) };
    let cut = Command::Cut { round: round(1), advances: false };
    let refused = apply(in_round(1, RoundState::Advanced), cut, &public(judging(1))).unwrap_err();
    assert_eq!(refused.code, "decision_public");
    let decide = Command::Decide { labels: labels(&[]) };
    let refused = apply(decided(None), decide, &public(Phase::Deciding)).unwrap_err();
    assert_eq!(refused.code, "decision_public");
}

#[test]
fn entering_a_round_twice_is_nothing_new() {
    let stage = in_round(1, RoundState::Stopped);
    let again = apply(stage.clone(), Command::EnterRound { round: round(1) }, &facts(judging(1)));
    assert_eq!(again, Ok((stage, vec![])));
}

#[test]
fn an_entry_goes_back_with_its_edition() {
    use RoundState::{Advanced, Judging, Stopped};
    let second = InRound { round: round(2), state: Judging };
    let first = InRound { round: round(1), state: Stopped };
    for (stage, to, expected) in [
        (in_round(1, Judging), Phase::Screening, eligible()),
        (in_round(2, Judging), Phase::Screening, eligible()),
        (in_round(2, Judging), judging(1), in_round(1, Advanced)),
        (in_round(1, Stopped), judging(1), in_round(1, Stopped)),
        (decided(Some(second)), judging(2), in_round(2, Judging)),
        (decided(Some(second)), judging(1), in_round(1, Advanced)),
        (decided(Some(first)), judging(2), in_round(1, Stopped)),
        (decided(Some(second)), Phase::Deciding, decided(Some(second))),
        (decided(None), Phase::Screening, eligible()),
        (withdrawn(), Phase::Screening, withdrawn()),
        (ineligible(), Phase::Open, ineligible()),
    ] {
        let changed = stage != expected;
        let (next, events) = apply(stage, Command::Rewind, &facts(to)).unwrap();
        assert_eq!(next, expected);
        assert_eq!(events.len(), usize::from(changed));
    }
}

#[test]
fn stages_survive_storage() {
    let place = InRound { round: round(2), state: RoundState::Judging };
    for stage in [sealed(), returned(), in_round(1, RoundState::Advanced), decided(Some(place)), withdrawn()]
    {
        let json = serde_json::to_string(&stage).unwrap();
        assert_eq!(serde_json::from_str::<Stage>(&json).unwrap(), stage);
    }
}
