//! The policy table: every action of the engine and who may take it.

use crate::RoleName;
use serde::Serialize;

/// A kind of person in the policy table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Everybody, signed in or not; sees only what is public.
    Anyone,
    /// Whoever has signed in, for what is their own.
    SignedIn,
    /// Whoever holds a role that covers the thing.
    Holder(RoleName),
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident: $kind:ident by $($who:ident)|+;)*) => {
        /// Everything that can be asked of the engine.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action { $($(#[$doc])* $name,)* }

        /// All actions, in the order of the table.
        pub const ACTIONS: &[Action] = &[$(Action::$name),*];

        impl Action {
            /// Who may take it.
            #[must_use]
            pub fn allowed(self) -> &'static [Who] {
                match self { $(Self::$name => &[$(who!($who)),+],)* }
            }

            /// Whether it only reads.
            #[must_use]
            pub fn only_reads(self) -> bool {
                match self { $(Self::$name => kind!($kind),)* }
            }
        }
    };
}
macro_rules! who {
    (Anyone) => {
        Who::Anyone
    };
    (SignedIn) => {
        Who::SignedIn
    };
    ($role:ident) => {
        Who::Holder(RoleName::$role)
    };
}
macro_rules! kind {
    (read) => {
        true
    };
    (write) => {
        false
    };
}

actions! {
    // Ways in.
    /// Sign in, ask for a reset, follow a link: what somebody unknown must be able to do.
    SignIn: write by Anyone;
    /// Read and change one's own account and tokens.
    KeepOwnAccount: write by SignedIn;
    /// See one's own account.
    SeeOwnAccount: read by SignedIn;

    // People.
    /// Make accounts and give any role.
    ManagePeople: write by Administrator;
    /// Invite people to a programme's roles, and take the roles away.
    InvitePeople: write by Administrator | Organiser;
    /// See who holds which role in a programme.
    SeePeople: read by Administrator | Organiser | Auditor;
    /// Write letters to entrants and judges, hold and send them.
    WriteLetters: write by Administrator | Organiser;
    /// See the letters of an edition, and who got each.
    SeeLetters: read by Administrator | Organiser | Auditor;
    /// See what was mailed, what waits and what failed.
    SeeOutbox: read by Administrator | Organiser;
    /// Try a failed mail again.
    RetryMail: write by Administrator | Organiser;

    // The award as data.
    /// See the programmes and their public editions.
    SeeAwards: read by Anyone;
    /// Start a programme.
    CreateProgramme: write by Administrator;
    /// Set up an edition and its rounds, panels and labels.
    SetUpEdition: write by Administrator | Organiser;
    /// See an edition as its organiser does.
    SeeEdition: read by Administrator | Organiser | Auditor;
    /// Copy an edition as a rehearsal, and wipe a rehearsal.
    Rehearse: write by Administrator | Organiser;
    /// Move an edition from phase to phase.
    MoveEdition: write by Administrator | Organiser;

    // Submit.
    /// Find entities by name, to act for one.
    SeeEntities: read by SignedIn;
    /// Register an entity and act for it.
    RegisterEntity: write by SignedIn;
    /// Correct an entity's record.
    EditEntity: write by Administrator | Organiser | Entrant;
    /// Write, save, seal and withdraw a submission of one's entity.
    WriteSubmission: write by Entrant;
    /// Read a submission.
    SeeSubmission: read by Entrant | Administrator | Organiser | Auditor;

    // Judge.
    /// See the entries of an edition and their stages.
    SeeEntries: read by Administrator | Organiser | Auditor;
    /// Screen an entry.
    ScreenEntry: write by Administrator | Organiser;
    /// Assign judges to entries.
    AssignJudges: write by Administrator | Organiser;
    /// Remind judges, give one of them more time, reopen a scorecard.
    TendJudges: write by Administrator | Organiser;
    /// See who was assigned what and how far they are.
    SeeAssignments: read by Administrator | Organiser | Auditor;
    /// See one's own assignments, their dossiers and scorecards.
    SeeOwnAssignments: read by Judge;
    /// Tell of oneself for a panel, and sign its undertaking.
    KeepOwnProfile: write by Judge;
    /// See what the judges of a panel told of themselves.
    SeeJudgeProfiles: read by Administrator | Organiser | Auditor;
    /// Score, or stand aside.
    Score: write by Judge;
    /// See the standings of a round.
    SeeStandings: read by Administrator | Organiser | Auditor;
    /// Confirm a shortlist, decide labels.
    Decide: write by Administrator | Organiser;
    /// See decisions before they are public.
    SeeDecisions: read by Administrator | Organiser | Auditor;
    /// Set the instant at which decisions become public.
    Announce: write by Administrator | Organiser;
    /// Plan hearings and their slots.
    ScheduleHearings: write by Administrator | Organiser;
    /// See the plan of the hearings of one's round or entry.
    SeeHearings: read by Administrator | Organiser | Auditor | Judge | Entrant;
    /// See what has been announced.
    SeeAnnounced: read by Anyone;
    /// See the record of what happened.
    SeeLedger: read by Administrator | Auditor;

    // Remember.
    /// Search and read the library.
    ReadLibrary: read by Anyone;
    /// Put together, publish, share and delete collections of one's own.
    KeepCollections: write by SignedIn;
    /// See one's own collections.
    SeeOwnCollections: read by SignedIn;
    /// Read a published collection by its link.
    ReadSharedCollection: read by Anyone;
    /// Turn entries into cases; edit and withdraw them.
    EditCases: write by Administrator | Editor;
    /// See what waits to become a case.
    SeeEditorsDesk: read by Administrator | Editor;
    /// See the files one has given to be imported, and what came of them.
    SeeImports: read by Administrator | Editor;
    /// Load cases from elsewhere.
    ImportCases: write by Administrator | Editor;

    // The installation.
    /// Whether the server lives and can serve; its API document; its assets.
    Probe: read by Anyone;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_allowed_to_somebody_and_a_public_one_says_so_alone() {
        for action in ACTIONS {
            let allowed = action.allowed();
            assert!(!allowed.is_empty(), "{action:?}");
            assert!(!allowed.contains(&Who::Anyone) || allowed.len() == 1, "{action:?}");
        }
    }

    #[test]
    fn nobody_but_a_judge_scores_and_nobody_but_an_entrant_writes() {
        let only = |action: Action, role| action.allowed() == [Who::Holder(role)];
        assert!(only(Action::Score, RoleName::Judge));
        assert!(only(Action::WriteSubmission, RoleName::Entrant));
    }
}
