//! Who acts.

use crate::{PersonId, TokenId};
use serde::{Deserialize, Serialize};

/// Who acts: a person at a page, a person's token, the system itself, or somebody unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A person who signed in.
    Person {
        /// Who.
        person: PersonId,
    },
    /// A program with a person's token.
    Token {
        /// Whose token.
        person: PersonId,
        /// Which token.
        token: TokenId,
    },
    /// Kapok itself: timed work, the command line, the demonstration.
    System,
    /// Nobody who has signed in.
    Visitor,
}

impl Actor {
    /// The person behind it, if any.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { person } | Self::Token { person, .. } => Some(*person),
            Self::System | Self::Visitor => None,
        }
    }
}
