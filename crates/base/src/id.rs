//! Identifiers: one type a thing, so that a judge's id cannot be passed where an entry's is meant.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { Uuid::parse_str(s).map(Self) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid { id.0 }
        }
    )*};
}

ids! {
    /// A standing award.
    ProgrammeId,
    /// One run of a programme.
    EditionId,
    /// One pass of judging.
    RoundId,
    /// A group of judges: a technical committee, a jury.
    PanelId,
    /// A human being with an account.
    PersonId,
    /// A right given to a person.
    GrantId,
    /// An API token.
    TokenId,
    /// What enters an award: a city, a district, a province, a union of municipalities.
    EntityId,
    /// An entrant's dossier.
    SubmissionId,
    /// A sealed submission's passage through judging.
    EntryId,
    /// One judge asked to score one entry. Random: its instant would tell who was asked when.
    AssignmentId,
    /// One version of a judge's scores on one entry. Random, as assignments are.
    ScorecardId,
    /// What a judge said once of two entries. Random, as scorecards are.
    ComparisonId,
    /// A motion to move an entry, put in a committee's meeting.
    MotionId,
    /// The recorded outcome for an entry.
    DecisionId,
    /// A set of decisions and the instant at which they become public.
    AnnouncementId,
    /// A defence session.
    HearingId,
    /// One entry's turn in a hearing.
    SlotId,
    /// The library's record of an entry or of an imported initiative.
    CaseId,
    /// A dated link of a case.
    CaseLinkId,
    /// A curated set of cases.
    CollectionId,
    /// A file that was given to be imported.
    ImportId,
    /// A mapping kept under a name.
    MappingId,
    /// A letter that organisers write to a group.
    LetterId,
    /// One mail of a letter, to one person.
    RecipientId,
    /// A deferred side effect.
    JobId,
    /// One row of the ledger.
    EventId,
}
