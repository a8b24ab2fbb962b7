//! A role with its place, as programs write it.

use kapok_access::Role;
use kapok_base::{EditionId, ProgrammeId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A role with its place.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleBody {
    /// `administrator`, `organiser`, `editor`, `auditor`, `researcher`, `judge` or `entrant`.
    #[schema(example = "judge")]
    role: String,
    /// For organisers, editors, auditors and judges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    programme: Option<ProgrammeId>,
    /// For judges, and for organisers and auditors of one edition alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    edition: Option<EditionId>,
    /// For judges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    panel: Option<kapok_base::PanelId>,
    /// For entrants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    entity: Option<kapok_base::EntityId>,
}

impl RoleBody {
    /// The role, when it is known and has exactly the places that it needs.
    pub(super) fn read(&self) -> Result<Role, Refusal> {
        let unknown = || Refusal::invalid("role_unknown").at("/role");
        match (self.role.as_str(), self.programme, self.edition, self.panel, self.entity) {
            ("administrator", None, None, None, None) => Ok(Role::Administrator),
            ("researcher", None, None, None, None) => Ok(Role::Researcher),
            ("organiser", Some(programme), edition, None, None) => Ok(Role::Organiser { programme, edition }),
            ("auditor", Some(programme), edition, None, None) => Ok(Role::Auditor { programme, edition }),
            ("editor", Some(programme), None, None, None) => Ok(Role::Editor { programme }),
            ("judge", Some(programme), Some(edition), Some(panel), None) => {
                Ok(Role::Judge { programme, edition, panel })
            }
            ("entrant", None, None, None, Some(entity)) => Ok(Role::Entrant { entity }),
            _ => Err(unknown()),
        }
    }

    /// A role as it is written.
    pub(super) fn of(role: &Role) -> Self {
        let name = role.name().as_str().to_owned();
        let bare = Self { role: name, programme: None, edition: None, panel: None, entity: None };
        match *role {
            Role::Administrator | Role::Researcher => bare,
            Role::Organiser { programme, edition } | Role::Auditor { programme, edition } => {
                Self { programme: Some(programme), edition, ..bare }
            }
            Role::Editor { programme } => Self { programme: Some(programme), ..bare },
            Role::Judge { programme, edition, panel } => {
                Self { programme: Some(programme), edition: Some(edition), panel: Some(panel), ..bare }
            }
            Role::Entrant { entity } => Self { entity: Some(entity), ..bare },
        }
    }
}
