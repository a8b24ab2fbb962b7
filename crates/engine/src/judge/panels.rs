//! Panels: who judges. A judge belongs to a panel by holding its role; the chair is marked besides.

use super::bench::current;
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit, Role};
use kapok_base::{EditionId, Locale, Localized, PanelId, PersonId, Refusal, Version};
use kapok_store::ledger::Event;
use kapok_store::panels::{self, Member, Panel};
use kapok_store::{Database, Tx, assignments, editions, grants, rounds};
use serde_json::json;
use std::sync::Arc;

/// A judge of a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgeView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Whether in the chair.
    pub chair: bool,
    /// Whether they accepted; an invitation that waits counts as no judge.
    pub accepted: bool,
    /// The language in which they read Kapok.
    pub locale: Locale,
}

/// A panel with its judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelView {
    /// The panel.
    pub panel: Panel,
    /// Its judges, in the order in which they came.
    pub judges: Vec<JudgeView>,
}

impl Engine {
    /// Makes a panel.
    ///
    /// # Errors
    /// [`Error::NotFound`], `name_blank`, `idempotency_key_reused`.
    pub async fn create_panel(
        &self,
        caller: &Caller,
        edition: EditionId,
        name: Localized,
        once: Option<Once>,
    ) -> Result<Panel> {
        let permit = self.permit(caller, Action::SetUpEdition)?;
        check_name(&name)?;
        let asked = Arc::new((permit, name, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, name, once) = &*asked;
                if let Some(id) = once::recall(&tx, permit.actor(), once.as_ref()).await? {
                    return panels::find(&tx, permit, id).await?.ok_or(Error::NotFound);
                }
                let edition = editions::find(&tx, permit, edition).await?.ok_or(Error::NotFound)?;
                let panel = Panel {
                    id: tx.new_id(),
                    programme: edition.programme,
                    edition: edition.id,
                    name: name.clone(),
                    created_at: tx.now(),
                    version: Version::FIRST,
                };
                panels::create(&tx, &panel).await?;
                let event = Event::new("panel_created", panel.id).edition(panel.programme, panel.edition);
                tx.record(permit.actor(), event).await?;
                once::remember(&tx, permit.actor(), once.as_ref(), &panel.id).await?;
                Ok::<_, Error>(panel)
            }
        };
        self.store.write(unit).await
    }

    /// Renames a panel.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `name_blank`.
    pub async fn rename_panel(
        &self,
        caller: &Caller,
        id: PanelId,
        expected: Option<Version>,
        name: Localized,
    ) -> Result<Panel> {
        let permit = self.permit(caller, Action::SetUpEdition)?;
        check_name(&name)?;
        let asked = Arc::new((permit, name));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, name) = &*asked;
                let mut panel = panels::find(&tx, permit, id).await?.ok_or(Error::NotFound)?;
                current(expected, panel.version)?;
                panel.name = name.clone();
                panel.version = panels::save(&tx, &panel).await?;
                let event = Event::new("panel_renamed", panel.id).edition(panel.programme, panel.edition);
                tx.record(permit.actor(), event).await?;
                Ok::<_, Error>(panel)
            }
        };
        self.store.write(unit).await
    }

    /// The panels of an edition with their judges.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_panels(&self, caller: &Caller, edition: EditionId) -> Result<Vec<PanelView>> {
        let permit = self.permit(caller, Action::SeeEdition)?;
        let db = self.store.read();
        editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let mut views = Vec::new();
        for panel in panels::list(&db, &permit, edition).await? {
            let judges = judges(&db, &permit, &panel).await?;
            views.push(PanelView { panel, judges });
        }
        Ok(views)
    }

    /// The people of a programme who may be asked to judge without a new invitation: identifier and name.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_possible_judges(
        &self,
        caller: &Caller,
        edition: EditionId,
    ) -> Result<Vec<(PersonId, String)>> {
        let permit = self.permit(caller, Action::SeePeople)?;
        let db = self.store.read();
        let edition = editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let mut people = known(&db, &permit, &edition).await?;
        people.sort_by(|a, b| a.1.cmp(&b.1));
        people.dedup();
        Ok(people)
    }

    /// Takes somebody whom the programme knows into a panel; others are invited to the role of judge.
    ///
    /// # Errors
    /// [`Error::NotFound`], `person_unknown`.
    pub async fn seat_judge(
        &self,
        caller: &Caller,
        id: PanelId,
        person: PersonId,
        chair: bool,
    ) -> Result<PanelView> {
        let permit = self.permit(caller, Action::InvitePeople)?;
        let unit = move |tx: Tx| {
            let permit = permit.clone();
            async move { seat(&tx, &permit, id, person, chair).await }
        };
        self.store.write(unit).await
    }

    /// Takes a judge off a panel: their open assignments have to be taken back before.
    ///
    /// # Errors
    /// [`Error::NotFound`], `not_in_panel`, `judge_has_assignments`.
    pub async fn unseat_judge(&self, caller: &Caller, id: PanelId, person: PersonId) -> Result<()> {
        let permit = self.permit(caller, Action::InvitePeople)?;
        let unit = move |tx: Tx| {
            let permit = permit.clone();
            async move { unseat(&tx, &permit, id, person).await }
        };
        self.store.write(unit).await
    }
}

/// The judges of a panel within the permit's scope.
pub(crate) async fn judges(db: &impl Database, permit: &Permit, panel: &Panel) -> Result<Vec<JudgeView>> {
    let seats = panels::members(db, panel.id).await?;
    let given = grants::list(db, permit, panel.programme, Some(panel.edition)).await?;
    let of_panel = |role: &Role| matches!(role, Role::Judge { panel: held, .. } if *held == panel.id);
    let judge = |(given, person): (grants::Given, kapok_store::people::Person)| JudgeView {
        person: person.id,
        // Until somebody accepts, only the name under which they were invited is known.
        name: given.invited_name.filter(|_| given.accepted_at.is_none()).unwrap_or(person.name),
        chair: seats.iter().any(|s| s.person == person.id && s.chair && s.left_at.is_none()),
        accepted: given.accepted_at.is_some(),
        locale: person.locale,
    };
    Ok(given.into_iter().filter(|(given, _)| of_panel(&given.role)).map(judge).collect())
}

async fn known(
    db: &impl Database,
    permit: &Permit,
    edition: &editions::Edition,
) -> Result<Vec<(PersonId, String)>> {
    let given = grants::list(db, permit, edition.programme, None).await?;
    let accepted = given.into_iter().filter(|(given, _)| given.accepted_at.is_some());
    Ok(accepted.map(|(_, person)| (person.id, person.name)).collect())
}

async fn seat(tx: &Tx, permit: &Permit, id: PanelId, person: PersonId, chair: bool) -> Result<PanelView> {
    let panel = panels::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    let edition = editions::find(tx, permit, panel.edition).await?.ok_or(Error::NotFound)?;
    let here = permit.scope().everywhere || permit.scope().own == Some(person);
    let known = known(tx, permit, &edition).await?.iter().any(|(p, _)| *p == person);
    let exists = kapok_store::people::by_id(tx, person).await?.is_some();
    if !exists || !(here || known) {
        return Err(Refusal::invalid("person_unknown").at("/person").into());
    }
    grants::give(tx, person, role(&panel)).await?;
    let seat = Member { panel: id, person, chair, joined_at: tx.now(), left_at: None };
    panels::put_member(tx, &seat).await?;
    let event = Event::new("judge_seated", panel.id)
        .edition(panel.programme, panel.edition)
        .data(json!({ "person": person, "chair": chair }));
    tx.record(permit.actor(), event).await?;
    let judges = judges(tx, permit, &panel).await?;
    Ok(PanelView { panel, judges })
}

/// Takes a judge off a panel, or an invitation to it back.
pub(crate) async fn unseat(tx: &Tx, permit: &Permit, id: PanelId, person: PersonId) -> Result<()> {
    let panel = panels::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    if !judges(tx, permit, &panel).await?.iter().any(|j| j.person == person) {
        return Err(Refusal::state("not_in_panel").into());
    }
    for round in rounds::of_edition(tx, panel.edition).await?.iter().filter(|r| r.panel == id) {
        let open = assignments::list(tx, permit, round.id).await?;
        if open.iter().any(|a| a.judge == person && !a.state.is_set_aside()) {
            return Err(Refusal::state("judge_has_assignments").into());
        }
    }
    grants::take(tx, person, role(&panel)).await?;
    let left = panels::members(tx, id).await?.into_iter().find(|m| m.person == person);
    if let Some(seat) = left {
        panels::put_member(tx, &Member { left_at: Some(tx.now()), ..seat }).await?;
    }
    let event = Event::new("judge_unseated", panel.id)
        .edition(panel.programme, panel.edition)
        .data(json!({ "person": person }));
    tx.record(permit.actor(), event).await?;
    Ok(())
}

fn role(panel: &Panel) -> Role {
    Role::Judge { programme: panel.programme, edition: panel.edition, panel: panel.id }
}

fn check_name(name: &Localized) -> Result<()> {
    if name.iter().any(|(_, text)| text.trim().is_empty() || text.chars().count() > 500) {
        return Err(Refusal::invalid("name_blank").at("/name").into());
    }
    Ok(())
}
