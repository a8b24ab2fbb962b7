//! Entities: registered by whoever acts for them first, found by all who have signed in.

use crate::submit::{Entity, after};
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Role};
use kapok_base::{EntityId, Page, PageRequest, Refusal, Version};
use kapok_store::ledger::Event;
use kapok_store::{entities, grants};
use kapok_submission::EntityRecord;
use serde_json::json;
use std::collections::BTreeMap;

impl Engine {
    /// Registers an entity; a person who registers one acts for it from then on.
    ///
    /// # Errors
    /// What is wrong with the record; `entity_exists` when one of these names, kind and country is registered already;
    /// or a denial.
    pub async fn register_entity(
        &self,
        caller: &Caller,
        record: EntityRecord,
        once: Option<Once>,
    ) -> Result<Entity> {
        let permit = self.permit(caller, Action::RegisterEntity)?;
        record.check()?;
        self.store
            .write(move |tx| {
                let (permit, record, once) = (permit.clone(), record.clone(), once.clone());
                async move {
                    let actor = permit.actor();
                    if let Some(id) = once::recall(&tx, actor, once.as_ref()).await? {
                        return entities::find(&tx, &permit, id).await?.ok_or(Error::NotFound);
                    }
                    if entities::find_twin(&tx, &record).await?.is_some() {
                        return Err(Refusal::state("entity_exists").at("/name").into());
                    }
                    let entity = Entity {
                        id: tx.new_id(),
                        record,
                        parent: None,
                        created_at: tx.now(),
                        version: Version::FIRST,
                    };
                    entities::create(&tx, &entity).await?;
                    if let Some(person) = actor.person() {
                        grants::give(&tx, person, Role::Entrant { entity: entity.id }).await?;
                    }
                    let data = json!({ "kind": entity.record.kind, "country": entity.record.country });
                    tx.record(actor, Event::new("entity_registered", entity.id).data(data)).await?;
                    once::remember(&tx, actor, once.as_ref(), &entity.id).await?;
                    Ok::<_, Error>(entity)
                }
            })
            .await
    }

    /// The entity.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn get_entity(&self, caller: &Caller, id: EntityId) -> Result<Entity> {
        let permit = self.permit(caller, Action::SeeEntities)?;
        entities::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }

    /// The entities with a name that holds `wanted`, or all.
    ///
    /// # Errors
    /// `cursor_invalid`, or a denial.
    pub async fn list_entities(
        &self,
        caller: &Caller,
        wanted: &str,
        page: &PageRequest,
    ) -> Result<Page<Entity>> {
        let permit = self.permit(caller, Action::SeeEntities)?;
        let after = after(page.cursor.as_deref())?;
        Ok(entities::search(&self.store.read(), &permit, wanted, after, page.limit).await?)
    }

    /// The entities of these identifiers, those that exist: for naming them in a list.
    ///
    /// # Errors
    /// A denial.
    pub async fn name_entities(
        &self,
        caller: &Caller,
        ids: impl IntoIterator<Item = EntityId>,
    ) -> Result<BTreeMap<EntityId, Entity>> {
        let permit = self.permit(caller, Action::SeeEntities)?;
        Ok(entities::find_all(&self.store.read(), &permit, ids).await?)
    }

    /// The entities for which the caller acts.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_own_entities(&self, caller: &Caller) -> Result<Vec<Entity>> {
        let permit = self.permit(caller, Action::SeeEntities)?;
        let own = caller.roles().iter().filter_map(|role| match role {
            Role::Entrant { entity } => Some(*entity),
            _ => None,
        });
        Ok(entities::find_all(&self.store.read(), &permit, own).await?.into_values().collect())
    }

    /// Corrects an entity's record that was read at `version`.
    ///
    /// # Errors
    /// What is wrong with the record, [`Error::NotFound`] for an entity out of reach, [`Error::Stale`], or a denial.
    pub async fn update_entity(
        &self,
        caller: &Caller,
        id: EntityId,
        version: Version,
        record: EntityRecord,
    ) -> Result<Entity> {
        let permit = self.permit(caller, Action::EditEntity)?;
        record.check()?;
        self.store
            .write(move |tx| {
                let (permit, record) = (permit.clone(), record.clone());
                async move {
                    let mut entity = entities::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    if !entities::is_editable(&tx, &permit, id).await? {
                        return Err(Error::NotFound);
                    }
                    if entity.version != version {
                        return Err(Error::Stale);
                    }
                    entity.record = record;
                    entity.version = entities::save(&tx, &permit, &entity).await?;
                    let event = Event::new("entity_changed", id).data(json!({ "version": entity.version }));
                    tx.record(permit.actor(), event).await?;
                    Ok(entity)
                }
            })
            .await
    }
}
