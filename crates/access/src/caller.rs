//! Who calls, and with which rights.

use kapok_base::{Actor, EditionId, EntityId, PanelId, PersonId, ProgrammeId};
use serde::{Deserialize, Serialize};

/// A role without its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleName {
    /// Runs the installation.
    Administrator,
    /// Runs a programme or one of its editions.
    Organiser,
    /// Turns a programme's entries into cases.
    Editor,
    /// Reads everything of a programme, changes nothing.
    Auditor,
    /// Reads the library; may hold collections.
    Researcher,
    /// Judges in a panel.
    Judge,
    /// Acts for an entity.
    Entrant,
}

impl RoleName {
    /// All roles.
    pub const ALL: [Self; 7] = [
        Self::Administrator,
        Self::Organiser,
        Self::Editor,
        Self::Auditor,
        Self::Researcher,
        Self::Judge,
        Self::Entrant,
    ];

    /// Its stable name, as in the database and the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Organiser => "organiser",
            Self::Editor => "editor",
            Self::Auditor => "auditor",
            Self::Researcher => "researcher",
            Self::Judge => "judge",
            Self::Entrant => "entrant",
        }
    }

    /// The role of a stable name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// A role with the place it holds in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Role {
    /// Everywhere in the installation.
    Administrator,
    /// In one programme, or only in one of its editions.
    Organiser {
        /// Which programme.
        programme: ProgrammeId,
        /// Which edition, when not all.
        edition: Option<EditionId>,
    },
    /// In one programme.
    Editor {
        /// Which programme.
        programme: ProgrammeId,
    },
    /// In one programme, or only in one of its editions.
    Auditor {
        /// Which programme.
        programme: ProgrammeId,
        /// Which edition, when not all.
        edition: Option<EditionId>,
    },
    /// In the library.
    Researcher,
    /// In one panel.
    Judge {
        /// Whose programme.
        programme: ProgrammeId,
        /// Of which edition.
        edition: EditionId,
        /// Which panel.
        panel: PanelId,
    },
    /// For one entity, in every programme.
    Entrant {
        /// Which entity.
        entity: EntityId,
    },
}

impl Role {
    /// The role without its place.
    #[must_use]
    pub fn name(&self) -> RoleName {
        match self {
            Self::Administrator => RoleName::Administrator,
            Self::Organiser { .. } => RoleName::Organiser,
            Self::Editor { .. } => RoleName::Editor,
            Self::Auditor { .. } => RoleName::Auditor,
            Self::Researcher => RoleName::Researcher,
            Self::Judge { .. } => RoleName::Judge,
            Self::Entrant { .. } => RoleName::Entrant,
        }
    }
}

/// A right given to a person.
pub type Grant = Role;

/// What a token may do of what its owner may: some roles, perhaps only reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenScope {
    /// The roles it acts in; all of the owner's when absent.
    #[serde(default)]
    pub roles: Option<Vec<RoleName>>,
    /// Whether it may only read.
    #[serde(default)]
    pub read_only: bool,
}

/// Whoever asks something of the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    actor: Actor,
    roles: Vec<Role>,
    read_only: bool,
}

impl Caller {
    /// Somebody who has not signed in.
    #[must_use]
    pub fn visitor() -> Self {
        Self { actor: Actor::Visitor, roles: Vec::new(), read_only: false }
    }

    /// Kapok itself, with an administrator's rights.
    #[must_use]
    pub fn system() -> Self {
        Self { actor: Actor::System, roles: vec![Role::Administrator], read_only: false }
    }

    /// A person who signed in.
    #[must_use]
    pub fn person(person: PersonId, roles: Vec<Role>) -> Self {
        Self { actor: Actor::Person { person }, roles, read_only: false }
    }

    /// A program with a token: its owner's roles as far as the token's scope reaches.
    #[must_use]
    pub fn token(actor: Actor, mut roles: Vec<Role>, scope: &TokenScope) -> Self {
        if let Some(names) = &scope.roles {
            roles.retain(|role| names.contains(&role.name()));
        }
        Self { actor, roles, read_only: scope.read_only }
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The person behind it, if any.
    #[must_use]
    pub fn person_id(&self) -> Option<PersonId> {
        self.actor.person()
    }

    /// The roles held.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whether any role of this name is held.
    #[must_use]
    pub fn is(&self, name: RoleName) -> bool {
        self.roles.iter().any(|role| role.name() == name)
    }

    /// Whether writing is refused whatever the roles.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }
}
