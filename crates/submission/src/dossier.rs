//! Where a submission stands: draft, submitted, returned, withdrawn. One pure step per command.

use crate::{Due, reason};
use kapok_base::{Actor, Instant, Refusal};
use serde::{Deserialize, Serialize};

/// Where a submission stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Dossier {
    /// Being written.
    #[default]
    Draft,
    /// Sealed and with the organiser.
    Submitted {
        /// Which seal, from 1.
        seal: u32,
        /// When.
        at: Instant,
        /// By whom.
        by: Actor,
    },
    /// Sent back for correction; can be written again until it is sealed anew.
    Returned {
        /// The seal that was sent back.
        seal: u32,
        /// When.
        at: Instant,
        /// By whom.
        by: Actor,
        /// What is to be corrected.
        reason: String,
        /// Until when.
        due: Due,
    },
    /// Taken back by the entrant.
    Withdrawn {
        /// The last seal, 0 when there was none.
        seal: u32,
        /// When.
        at: Instant,
        /// By whom.
        by: Actor,
        /// Why.
        reason: String,
    },
}

/// What is asked of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Change its answers.
    Save,
    /// Seal it.
    Seal,
    /// Send it back for correction.
    Return {
        /// What is to be corrected.
        reason: String,
        /// Until when.
        due: Due,
    },
    /// Take it back.
    Withdraw {
        /// Why.
        reason: String,
    },
}

impl Dossier {
    /// Its stable name, as the database and the API have it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted { .. } => "submitted",
            Self::Returned { .. } => "returned",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// How often it has been sealed.
    #[must_use]
    pub fn seals(&self) -> u32 {
        match self {
            Self::Draft => 0,
            Self::Submitted { seal, .. } | Self::Returned { seal, .. } | Self::Withdrawn { seal, .. } => {
                *seal
            }
        }
    }

    /// Until when a correction is due, if one is asked for.
    #[must_use]
    pub fn due(&self) -> Option<&Due> {
        if let Self::Returned { due, .. } = self { Some(due) } else { None }
    }

    /// Whether its answers can be changed.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        matches!(self, Self::Draft | Self::Returned { .. })
    }
}

/// The dossier after a command by `by` at `at`.
///
/// # Errors
/// `submission_sealed`, `submission_not_sealed`, `submission_withdrawn`, `submission_returned`, or why the reason
/// will not do. Deadlines and answers are looked at elsewhere.
pub fn apply(dossier: &Dossier, command: &Command, by: Actor, at: Instant) -> Result<Dossier, Refusal> {
    let seal = dossier.seals();
    match (dossier, command) {
        (Dossier::Withdrawn { .. }, _) => Err(Refusal::state("submission_withdrawn")),
        (Dossier::Draft | Dossier::Returned { .. }, Command::Save) => Ok(dossier.clone()),
        (Dossier::Submitted { .. }, Command::Save | Command::Seal) => {
            Err(Refusal::state("submission_sealed"))
        }
        (Dossier::Draft | Dossier::Returned { .. }, Command::Seal) => {
            Ok(Dossier::Submitted { seal: seal + 1, at, by })
        }
        (Dossier::Draft, Command::Return { .. }) => Err(Refusal::state("submission_not_sealed")),
        (Dossier::Returned { .. }, Command::Return { .. }) => Err(Refusal::state("submission_returned")),
        (Dossier::Submitted { .. }, Command::Return { reason: why, due }) => {
            if !due.admits(at) {
                return Err(Refusal::invalid("due_in_the_past").at("/due"));
            }
            Ok(Dossier::Returned { seal, at, by, reason: reason(why)?, due: due.clone() })
        }
        (
            Dossier::Draft | Dossier::Submitted { .. } | Dossier::Returned { .. },
            Command::Withdraw { reason: why },
        ) => Ok(Dossier::Withdrawn { seal, at, by, reason: reason(why)? }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kapok_base::Deadline;
    use proptest::prelude::*;

    const NOW: i64 = 1_790_000_000_000_000;

    fn due(local: &str) -> Due {
        Deadline::new(local, "Asia/Shanghai").unwrap()
    }

    fn commands() -> Vec<Command> {
        vec![
            Command::Save,
            Command::Seal,
            Command::Return { reason: "the budget is missing".into(), due: due("2030-01-01T12:00:00") },
            Command::Withdraw { reason: "the project was stopped".into() },
        ]
    }

    fn step(dossier: &Dossier, command: &Command) -> Result<Dossier, &'static str> {
        apply(dossier, command, Actor::System, Instant::from_micros(NOW)).map_err(|refusal| refusal.code)
    }

    #[test]
    fn every_state_answers_every_command() {
        let [save, seal, send_back, withdraw] = <[Command; 4]>::try_from(commands()).unwrap();
        let draft = Dossier::Draft;
        let submitted = step(&draft, &seal).unwrap();
        let returned = step(&submitted, &send_back).unwrap();
        let withdrawn = step(&returned, &withdraw).unwrap();
        let cases = [
            (&draft, [Ok("draft"), Ok("submitted"), Err("submission_not_sealed"), Ok("withdrawn")]),
            (
                &submitted,
                [Err("submission_sealed"), Err("submission_sealed"), Ok("returned"), Ok("withdrawn")],
            ),
            (&returned, [Ok("returned"), Ok("submitted"), Err("submission_returned"), Ok("withdrawn")]),
            (&withdrawn, [Err("submission_withdrawn"); 4]),
        ];
        for (dossier, expected) in cases {
            for (command, expected) in [&save, &seal, &send_back, &withdraw].into_iter().zip(expected) {
                let answer = step(dossier, command);
                assert_eq!(
                    answer.as_ref().map(Dossier::kind).map_err(|e| *e),
                    expected,
                    "{dossier:?} {command:?}"
                );
            }
        }
    }

    #[test]
    fn a_reason_is_asked_for_and_a_correction_is_due_in_the_future() {
        let submitted = step(&Dossier::Draft, &Command::Seal).unwrap();
        let blank = Command::Withdraw { reason: " ".into() };
        assert_eq!(step(&submitted, &blank), Err("reason_missing"));
        let past = Command::Return { reason: "why".into(), due: due("2020-01-01T12:00:00") };
        assert_eq!(step(&submitted, &past), Err("due_in_the_past"));
    }

    proptest! {
        #[test]
        fn seals_only_grow_and_sealed_answers_never_change(choices in prop::collection::vec(0usize..4, 0..30)) {
            let mut dossier = Dossier::Draft;
            for choice in choices {
                let command = &commands()[choice];
                if let Ok(next) = step(&dossier, command) {
                    prop_assert!(next.seals() >= dossier.seals());
                    prop_assert_eq!(next.seals() > dossier.seals(), *command == Command::Seal);
                    prop_assert!(*command != Command::Save || next.is_writable());
                    let text = serde_json::to_string(&next).unwrap();
                    prop_assert_eq!(&serde_json::from_str::<Dossier>(&text).unwrap(), &next);
                    dossier = next;
                }
            }
        }
    }
}
