//! Programmes: standing awards, public by nature, started by an administrator.

use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::Action;
use kapok_base::{Localized, ProgrammeId, Refusal, Version};
use kapok_store::ledger::Event;
use kapok_store::programmes::{self, Programme};
use serde_json::json;

/// What a new programme needs.
#[derive(Clone, Debug)]
pub struct NewProgramme {
    /// Its name in addresses: small letters, digits and hyphens, 2 to 40 characters.
    pub slug: String,
    /// Its name.
    pub name: Localized,
}

impl Engine {
    /// Starts a programme.
    ///
    /// # Errors
    /// `slug_invalid`, `slug_taken`, `idempotency_key_reused`, or a denial.
    pub async fn create_programme(
        &self,
        caller: &Caller,
        new: NewProgramme,
        once: Option<Once>,
    ) -> Result<Programme> {
        let permit = self.permit(caller, Action::CreateProgramme)?;
        check_slug(&new.slug)?;
        self.store
            .write(move |tx| {
                let (permit, new, once) = (permit.clone(), new.clone(), once.clone());
                async move {
                    if let Some(id) = once::recall(&tx, permit.actor(), once.as_ref()).await? {
                        return programmes::find(&tx, &permit, id).await?.ok_or(Error::NotFound);
                    }
                    if programmes::list(&tx, &permit).await?.iter().any(|p| p.slug == new.slug) {
                        return Err(Refusal::state("slug_taken").at("/slug").with("slug", new.slug).into());
                    }
                    let programme = Programme {
                        id: tx.new_id(),
                        slug: new.slug,
                        name: new.name,
                        created_at: tx.now(),
                        version: Version::FIRST,
                    };
                    programmes::create(&tx, &programme).await?;
                    let event = Event::new("programme_created", programme.id)
                        .programme(programme.id)
                        .data(json!({ "slug": programme.slug }));
                    tx.record(permit.actor(), event).await?;
                    once::remember(&tx, permit.actor(), once.as_ref(), &programme.id).await?;
                    Ok::<_, Error>(programme)
                }
            })
            .await
    }

    /// The programme.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_programme(&self, caller: &Caller, id: ProgrammeId) -> Result<Programme> {
        let permit = self.permit(caller, Action::SeeAwards)?;
        programmes::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }

    /// All programmes.
    ///
    /// # Errors
    /// Only faults.
    pub async fn list_programmes(&self, caller: &Caller) -> Result<Vec<Programme>> {
        let permit = self.permit(caller, Action::SeeAwards)?;
        Ok(programmes::list(&self.store.read(), &permit).await?)
    }
}

/// Names in addresses: small letters, digits and hyphens, 2 to 40 characters.
pub(crate) fn check_slug(slug: &str) -> Result<()> {
    let fits = (2..=40).contains(&slug.len())
        && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !slug.starts_with('-')
        && !slug.ends_with('-');
    if fits { Ok(()) } else { Err(Refusal::invalid("slug_invalid").at("/slug").into()) }
}
