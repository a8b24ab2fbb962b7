//! What judges tell of themselves for a panel: given with a signed undertaking, read by whoever runs the edition.

use super::bench::current;
use super::panels::{JudgeView, judges};
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{Localized, PanelId, PersonId, Version};
use kapok_judging::phase::Phase;
use kapok_judging::profile::{self, Given, Lists, Profile, UNDERTAKING};
use kapok_library::{Themes, countries};
use kapok_store::judge_profiles::{self, JudgeProfile};
use kapok_store::ledger::Event;
use kapok_store::panels::{self, Panel};
use kapok_store::{Tx, editions};
use serde_json::json;
use std::sync::Arc;

/// A panel in which the caller judges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPanel {
    /// The panel.
    pub panel: Panel,
    /// The edition's name.
    pub edition: Localized,
    /// Whether the edition's outcome is still open.
    pub is_open: bool,
    /// Whether the caller has told what the panel asks of its judges, and signed the undertaking as it is now.
    pub has_profile: bool,
}

impl Engine {
    /// The panels in which the caller judges, latest edition first.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_own_panels(&self, caller: &Caller) -> Result<Vec<OwnPanel>> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        let Some(person) = permit.scope().own else { return Ok(Vec::new()) };
        let mut signed = judge_profiles::of_person(&db, person).await?;
        signed.retain(|kept| kept.undertaking == UNDERTAKING);
        let editions = editions::list(&db, &permit, None).await?;
        let own = |panel: Panel| {
            let edition = editions.iter().find(|edition| edition.id == panel.edition)?;
            let is_open = !matches!(edition.phase, Phase::Decided | Phase::Archived);
            let has_profile = signed.iter().any(|kept| kept.panel == panel.id);
            Some(OwnPanel { edition: edition.name.clone(), is_open, has_profile, panel })
        };
        Ok(panels::list_of_judge(&db, &permit).await?.into_iter().filter_map(own).collect())
    }

    /// A panel in which the caller judges, with what they told of themselves for it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_own_profile(
        &self,
        caller: &Caller,
        panel: PanelId,
    ) -> Result<(Panel, Option<JudgeProfile>)> {
        let permit = self.permit(caller, Action::SeeOwnAssignments)?;
        let db = self.store.read();
        let panel = panels::find_of_judge(&db, &permit, panel).await?.ok_or(Error::NotFound)?;
        let person = permit.scope().own.ok_or(Error::NotFound)?;
        let kept = judge_profiles::find(&db, panel.id, person).await?;
        Ok((panel, kept))
    }

    /// Keeps what the caller tells of themselves for a panel, with the undertaking that they sign with it. The version to write
    /// over is 0 while there is none.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `profile_invalid` with details (`capacity_zero`, `language_unknown`,
    /// `theme_unknown`, `country_unknown`, `country_missing`, `text_too_long`, `profile_too_long`, `profile_unsigned`).
    pub async fn save_own_profile(
        &self,
        caller: &Caller,
        panel: PanelId,
        expected: Option<Version>,
        given: Given,
    ) -> Result<JudgeProfile> {
        let permit = self.permit(caller, Action::KeepOwnProfile)?;
        let asked = Arc::new((permit, given, Arc::clone(&self.library.themes)));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, given, themes) = &*asked;
                let panel = panels::find_of_judge(&tx, permit, panel).await?.ok_or(Error::NotFound)?;
                let profile = profile::read(given, &lists(themes))?;
                save(&tx, permit, &panel, expected, profile).await
            }
        };
        self.store.write(unit).await
    }

    /// The judges of a panel with what they told of themselves for it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_profiles(
        &self,
        caller: &Caller,
        panel: PanelId,
    ) -> Result<Vec<(JudgeView, Option<JudgeProfile>)>> {
        let permit = self.permit(caller, Action::SeeJudgeProfiles)?;
        let db = self.store.read();
        let panel = panels::find(&db, &permit, panel).await?.ok_or(Error::NotFound)?;
        let mut kept = judge_profiles::of_panel(&db, panel.id).await?;
        let judges = judges(&db, &permit, &panel).await?;
        let with_profile = |judge: JudgeView| {
            let profile = kept.remove(&judge.person);
            (judge, profile)
        };
        Ok(judges.into_iter().map(with_profile).collect())
    }
}

fn lists(themes: &Themes) -> Lists<'_> {
    Lists {
        themes: themes.all().iter().map(|theme| theme.key.as_str()).collect(),
        countries: countries().iter().map(|country| country.code).collect(),
    }
}

async fn save(
    tx: &Tx,
    permit: &Permit,
    panel: &Panel,
    expected: Option<Version>,
    profile: Profile,
) -> Result<JudgeProfile> {
    let person: PersonId = permit.scope().own.ok_or(Error::NotFound)?;
    let before = judge_profiles::find(tx, panel.id, person).await?;
    let version = before.as_ref().map_or(Version(0), |kept| kept.version);
    current(expected, version)?;
    let undertaking = UNDERTAKING.to_owned();
    let mut kept =
        JudgeProfile { panel: panel.id, person, profile, undertaking, signed_at: tx.now(), version };
    match before {
        Some(_) => kept.version = judge_profiles::save(tx, &kept).await?,
        None => {
            kept.version = Version::FIRST;
            judge_profiles::create(tx, &kept).await?;
        }
    }
    let event = Event::new("judge_profile_saved", panel.id)
        .edition(panel.programme, panel.edition)
        .data(json!({ "person": person, "undertaking": kept.undertaking, "version": kept.version }));
    tx.record(permit.actor(), event).await?;
    Ok(kept)
}
