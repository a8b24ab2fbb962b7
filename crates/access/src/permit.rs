//! From the policy table to a permit: what a caller may do, and how far it reaches.

use crate::{Action, Caller, Role, Who};
use kapok_base::{Actor, EditionId, EntityId, PanelId, PersonId, ProgrammeId};

/// A caller's "no".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// Nobody has signed in; signing in may help.
    SignInNeeded,
    /// No role held allows it anywhere.
    Forbidden,
    /// The token may only read.
    ReadOnlyToken,
}

/// How far a permit reaches. A thing is within it when any part matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The whole installation.
    pub everywhere: bool,
    /// Whole programmes.
    pub programmes: Vec<ProgrammeId>,
    /// Of the whole programmes, those that the caller runs: their rehearsals are nobody else's to see.
    pub run: Vec<ProgrammeId>,
    /// Single editions.
    pub editions: Vec<EditionId>,
    /// Panels in which the caller judges.
    pub panels: Vec<PanelId>,
    /// Entities for which the caller acts.
    pub entities: Vec<EntityId>,
    /// What is the caller's own.
    pub own: Option<PersonId>,
    /// What is public, and nothing more.
    pub public: bool,
}

impl Scope {
    /// Whether an edition of a programme lies within it.
    #[must_use]
    pub fn covers_edition(&self, programme: ProgrammeId, edition: EditionId) -> bool {
        self.everywhere || self.programmes.contains(&programme) || self.editions.contains(&edition)
    }

    /// Whether a whole programme lies within it.
    #[must_use]
    pub fn covers_programme(&self, programme: ProgrammeId) -> bool {
        self.everywhere || self.programmes.contains(&programme)
    }

    /// Whether an entity lies within it.
    #[must_use]
    pub fn covers_entity(&self, entity: EntityId) -> bool {
        self.everywhere || self.entities.contains(&entity)
    }
}

/// Proof that the policy allows an action. Only [`permit`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    action: Action,
    actor: Actor,
    scope: Scope,
}

impl Permit {
    /// What is allowed.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// How far it reaches.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
}

/// Asks the policy table.
///
/// The answer depends on the caller and the action alone, never on the thing: whether that exists is only found
/// out within the permit's scope.
///
/// # Errors
/// The denial.
pub fn permit(caller: &Caller, action: Action) -> Result<Permit, Denial> {
    let allowed = action.allowed();
    if caller.is_read_only() && !action.only_reads() {
        return Err(Denial::ReadOnlyToken);
    }
    let mut scope = Scope::default();
    let mut granted = false;
    for who in allowed {
        match who {
            Who::Anyone => {
                scope.public = true;
                granted = true;
            }
            Who::SignedIn => granted |= caller.person_id().is_some() || caller.actor() == Actor::System,
            Who::Holder(name) => {
                for role in caller.roles().iter().filter(|role| role.name() == *name) {
                    extend(&mut scope, role);
                    granted = true;
                }
            }
        }
    }
    if !granted {
        let visitor = caller.actor() == Actor::Visitor;
        return Err(if visitor { Denial::SignInNeeded } else { Denial::Forbidden });
    }
    scope.own = caller.person_id();
    Ok(Permit { action, actor: caller.actor(), scope })
}

fn extend(scope: &mut Scope, role: &Role) {
    match *role {
        Role::Administrator => scope.everywhere = true,
        Role::Organiser { programme, edition: None } => {
            scope.programmes.push(programme);
            scope.run.push(programme);
        }
        Role::Auditor { programme, edition: None } | Role::Editor { programme } => {
            scope.programmes.push(programme)
        }
        Role::Organiser { edition: Some(edition), .. } | Role::Auditor { edition: Some(edition), .. } => {
            scope.editions.push(edition);
        }
        Role::Judge { panel, .. } => scope.panels.push(panel),
        Role::Entrant { entity } => scope.entities.push(entity),
        Role::Researcher => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{ACTIONS, RoleName, TokenScope};
    use kapok_base::Random;

    fn id<T: From<uuid::Uuid>>() -> T {
        T::from(uuid::Uuid::from_u128(7))
    }

    fn every_role() -> Vec<Role> {
        vec![
            Role::Administrator,
            Role::Organiser { programme: id(), edition: None },
            Role::Editor { programme: id() },
            Role::Auditor { programme: id(), edition: None },
            Role::Researcher,
            Role::Judge { programme: id(), edition: id(), panel: id() },
            Role::Entrant { entity: id() },
        ]
    }

    #[test]
    fn each_role_gets_exactly_what_the_table_says() {
        for action in ACTIONS {
            for role in every_role() {
                let caller = Caller::person(id(), vec![role]);
                let open = action.allowed().iter().any(|w| matches!(w, Who::Anyone | Who::SignedIn));
                let held = action.allowed().contains(&Who::Holder(role.name()));
                assert_eq!(permit(&caller, *action).is_ok(), open || held, "{action:?} by {role:?}");
            }
        }
    }

    #[test]
    fn a_visitor_is_asked_to_sign_in_for_all_that_is_not_public() {
        for action in ACTIONS {
            let answer = permit(&Caller::visitor(), *action);
            match action.allowed().contains(&Who::Anyone) {
                true => assert!(answer.unwrap().scope().public),
                false => assert_eq!(answer, Err(Denial::SignInNeeded)),
            }
        }
    }

    #[test]
    fn rights_in_one_programme_reach_no_other() {
        let ids = Random::seeded(1).stream("ids");
        let (mine, other): (ProgrammeId, ProgrammeId) = (ids.secret_id(), ids.secret_id());
        let caller = Caller::person(id(), vec![Role::Organiser { programme: mine, edition: None }]);
        let permit = permit(&caller, Action::ScreenEntry).unwrap();
        assert!(permit.scope().covers_edition(mine, id()));
        assert!(!permit.scope().covers_edition(other, id()));
    }

    #[test]
    fn only_an_organiser_runs_a_programme() {
        for (role, run) in [
            (Role::Organiser { programme: id(), edition: None }, vec![id()]),
            (Role::Auditor { programme: id(), edition: None }, vec![]),
        ] {
            let permit = permit(&Caller::person(id(), vec![role]), Action::SeeEdition).unwrap();
            assert_eq!(permit.scope().programmes, [id::<ProgrammeId>()]);
            assert_eq!(permit.scope().run, run, "{role:?}");
        }
    }

    #[test]
    fn a_token_reaches_no_further_than_its_scope() {
        let actor = Actor::Token { person: id(), token: id() };
        let scope = TokenScope { roles: Some(vec![RoleName::Judge]), read_only: true };
        let caller = Caller::token(actor, every_role(), &scope);
        assert!(permit(&caller, Action::SeeOwnAssignments).is_ok());
        assert_eq!(permit(&caller, Action::Score), Err(Denial::ReadOnlyToken));
        assert_eq!(permit(&caller, Action::SeeEntries), Err(Denial::Forbidden));
    }
}
