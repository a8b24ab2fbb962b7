//! Dated links of cases: presented at, studied in, led to.

use crate::remember::desk;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{CaseId, CaseLinkId, Refusal};
use kapok_library::{CaseLink, NewLink};
use kapok_store::cases;

/// Most links of one case.
const MOST: usize = 100;

impl Engine {
    /// The links of a case that everybody may read, by date.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case does not exist for the public.
    pub async fn case_links(&self, caller: &Caller, id: CaseId) -> Result<Vec<CaseLink>> {
        let record = self.get_case(caller, id).await?;
        if record.tombstone.is_some() {
            return Ok(Vec::new());
        }
        let permit = self.permit(caller, Action::ReadLibrary)?;
        Ok(cases::links(&self.store.read(), &permit, id).await?)
    }

    /// The links of a case on the editor's desk.
    ///
    /// # Errors
    /// A denial, or [`Error::NotFound`].
    pub async fn case_links_on_desk(&self, caller: &Caller, id: CaseId) -> Result<Vec<CaseLink>> {
        let permit = self.permit(caller, Action::SeeEditorsDesk)?;
        self.case_on_desk(caller, id).await?;
        Ok(cases::links(&self.store.read(), &permit, id).await?)
    }

    /// Adds a link to a case.
    ///
    /// # Errors
    /// What [`NewLink::read`] refuses; `case_withdrawn`, `too_many_links`; a denial; [`Error::NotFound`].
    pub async fn add_case_link(&self, caller: &Caller, id: CaseId, new: NewLink) -> Result<CaseLink> {
        let permit = self.permit(caller, Action::EditCases)?;
        self.store
            .write(move |tx| {
                let (permit, new) = (permit.clone(), new.clone());
                async move {
                    let record = cases::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    if record.tombstone.is_some() {
                        return Err(Refusal::state("case_withdrawn").into());
                    }
                    if cases::links(&tx, &permit, id).await?.len() >= MOST {
                        return Err(Refusal::state("too_many_links").with("limit", MOST).into());
                    }
                    let link = new.read(tx.new_id())?;
                    cases::add_link(&tx, &permit, id, &link).await?;
                    tx.record(permit.actor(), desk::event("case_linked", &record)).await?;
                    Ok(link)
                }
            })
            .await
    }

    /// Removes a link of a case.
    ///
    /// # Errors
    /// A denial; [`Error::NotFound`] for the case or the link.
    pub async fn remove_case_link(&self, caller: &Caller, id: CaseId, link: CaseLinkId) -> Result<()> {
        let permit = self.permit(caller, Action::EditCases)?;
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let record = cases::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    if !cases::remove_link(&tx, &permit, id, link).await? {
                        return Err(Error::NotFound);
                    }
                    tx.record(permit.actor(), desk::event("case_unlinked", &record)).await?;
                    Ok(())
                }
            })
            .await
    }
}
