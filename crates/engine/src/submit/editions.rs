//! Editions: set up by organisers, seen by all once they are open.

use crate::programmes::check_slug;
use crate::submit::Edition;
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit};
use kapok_base::{EditionId, Instant, Localized, ProgrammeId, Refusal, Version};
use kapok_judging::label::{self, Label};
use kapok_judging::phase::Phase;
use kapok_store::ledger::Event;
use kapok_store::{Tx, editions, programmes, submissions};
use kapok_submission::{Deadlines, Eligibility, Form, GivenDeadlines};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a new edition needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewEdition {
    /// Of which programme.
    pub programme: ProgrammeId,
    /// Its name in addresses and receipts.
    pub slug: String,
    /// Its name.
    pub name: Localized,
    /// The year it is known by.
    pub year: i64,
    /// What it asks its entrants; the standard form when absent.
    #[serde(default)]
    pub form: Option<Form>,
    /// Until when.
    #[serde(default)]
    pub deadlines: GivenDeadlines,
    /// Who may enter.
    #[serde(default)]
    pub eligibility: Eligibility,
    /// What its decisions may call an entry.
    #[serde(default)]
    pub labels: Vec<Label>,
    /// Whether its texts are made up.
    #[serde(default)]
    pub synthetic: bool,
}

/// What is to change in an edition; what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionChange {
    /// Its name.
    #[serde(default)]
    pub name: Option<Localized>,
    /// The year it is known by.
    #[serde(default)]
    pub year: Option<i64>,
    /// What it asks its entrants.
    #[serde(default)]
    pub form: Option<Form>,
    /// Until when; all deadlines together.
    #[serde(default)]
    pub deadlines: Option<GivenDeadlines>,
    /// Who may enter.
    #[serde(default)]
    pub eligibility: Option<Eligibility>,
    /// What its decisions may call an entry.
    #[serde(default)]
    pub labels: Option<Vec<Label>>,
}

/// An edition as its reader may see it.
#[derive(Clone, Debug, PartialEq)]
pub enum EditionView {
    /// All of it, for those who run or audit it.
    Organiser(Box<Edition>),
    /// What entrants need; nothing that moves while judges work.
    Public(Box<PublicEdition>),
}

/// What everybody may know of an edition that is not a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicEdition {
    /// Its identifier.
    pub id: EditionId,
    /// Whose.
    pub programme: ProgrammeId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: Localized,
    /// The year it is known by.
    pub year: i64,
    /// Whether dossiers can be handed in now.
    pub is_open: bool,
    /// What it asks its entrants.
    pub form: Form,
    /// Until when.
    pub deadlines: Deadlines,
    /// Who may enter.
    pub eligibility: Eligibility,
    /// Whether its texts are made up.
    pub synthetic: bool,
}

impl PublicEdition {
    /// What is public of an edition at `now`.
    #[must_use]
    pub fn of(edition: Edition, now: Instant) -> Self {
        let is_open = edition.phase == Phase::Open && edition.deadlines.admit(None, now).is_ok();
        let Edition { id, programme, slug, name, year, form, deadlines, eligibility, synthetic, .. } =
            edition;
        Self { id, programme, slug, name, year, is_open, form, deadlines, eligibility, synthetic }
    }
}

impl Engine {
    /// Sets up an edition, as a draft.
    ///
    /// # Errors
    /// What is wrong with its name, form, deadlines or labels; `slug_taken`; [`Error::NotFound`] for a programme out of
    /// reach; or a denial.
    pub async fn create_edition(
        &self,
        caller: &Caller,
        new: NewEdition,
        once: Option<Once>,
    ) -> Result<Edition> {
        let permit = self.permit(caller, Action::SetUpEdition)?;
        check_slug(&new.slug)?;
        check_name(&new.name)?;
        check_year(new.year)?;
        let form = new.form.clone().unwrap_or_else(Form::standard);
        check_form(&form)?;
        let deadlines = new.deadlines.resolve()?;
        label::check(&new.labels)?;
        self.store
            .write(move |tx| {
                let (permit, new, once) = (permit.clone(), new.clone(), once.clone());
                let (form, deadlines) = (form.clone(), deadlines.clone());
                async move {
                    if let Some(id) = once::recall(&tx, permit.actor(), once.as_ref()).await? {
                        return editions::find(&tx, &permit, id).await?.ok_or(Error::NotFound);
                    }
                    programmes::find(&tx, &permit, new.programme).await?.ok_or(Error::NotFound)?;
                    let taken = editions::list(&tx, &permit, Some(new.programme)).await?;
                    if taken.iter().any(|edition| edition.slug == new.slug) {
                        return Err(Refusal::state("slug_taken").at("/slug").with("slug", new.slug).into());
                    }
                    let edition = Edition {
                        id: tx.new_id(),
                        programme: new.programme,
                        slug: new.slug,
                        name: new.name,
                        year: new.year,
                        phase: Phase::Draft,
                        form,
                        deadlines,
                        eligibility: new.eligibility,
                        labels: new.labels,
                        synthetic: new.synthetic,
                        rehearsal_of: None,
                        created_at: tx.now(),
                        version: Version::FIRST,
                    };
                    editions::create(&tx, &edition).await?;
                    let event = Event::new("edition_created", edition.id)
                        .edition(edition.programme, edition.id)
                        .data(json!({ "slug": edition.slug, "year": edition.year }));
                    tx.record(permit.actor(), event).await?;
                    once::remember(&tx, permit.actor(), once.as_ref(), &edition.id).await?;
                    Ok::<_, Error>(edition)
                }
            })
            .await
    }

    /// The edition, as the caller may see it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_edition(&self, caller: &Caller, id: EditionId) -> Result<EditionView> {
        let reader = self.store.read();
        if let Ok(permit) = self.permit(caller, Action::SeeEdition)
            && let Some(edition) = editions::find(&reader, &permit, id).await?
        {
            return Ok(EditionView::Organiser(Box::new(edition)));
        }
        let permit = self.permit(caller, Action::SeeAwards)?;
        let edition = editions::find(&reader, &permit, id).await?.ok_or(Error::NotFound)?;
        Ok(EditionView::Public(Box::new(PublicEdition::of(edition, self.store.now()))))
    }

    /// The edition with all that its organisers see.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn get_whole_edition(&self, caller: &Caller, id: EditionId) -> Result<Edition> {
        let permit = self.permit(caller, Action::SeeEdition)?;
        editions::find(&self.store.read(), &permit, id).await?.ok_or(Error::NotFound)
    }

    /// The editions that are public, of one programme or of all, the latest year first.
    ///
    /// # Errors
    /// Only faults.
    pub async fn list_editions(
        &self,
        caller: &Caller,
        programme: Option<ProgrammeId>,
    ) -> Result<Vec<PublicEdition>> {
        let permit = self.permit(caller, Action::SeeAwards)?;
        let found = editions::list(&self.store.read(), &permit, programme).await?;
        let now = self.store.now();
        Ok(found.into_iter().map(|edition| PublicEdition::of(edition, now)).collect())
    }

    /// The editions that the caller runs or audits, drafts too, the latest year first.
    ///
    /// # Errors
    /// A denial.
    pub async fn list_whole_editions(&self, caller: &Caller) -> Result<Vec<Edition>> {
        let permit = self.permit(caller, Action::SeeEdition)?;
        Ok(editions::list(&self.store.read(), &permit, None).await?)
    }

    /// Changes an edition that was read at `version`.
    ///
    /// # Errors
    /// What is wrong with what was given; `edition_rules_fixed` for what its phase no longer lets change;
    /// `form_fixed` once a dossier has been sealed; [`Error::Stale`], [`Error::NotFound`] or a denial.
    pub async fn update_edition(
        &self,
        caller: &Caller,
        id: EditionId,
        version: Version,
        change: EditionChange,
    ) -> Result<Edition> {
        let permit = self.permit(caller, Action::SetUpEdition)?;
        change.name.as_ref().map_or(Ok(()), check_name)?;
        change.year.map_or(Ok(()), check_year)?;
        change.form.as_ref().map_or(Ok(()), check_form)?;
        change.labels.as_ref().map_or(Ok(()), |labels| label::check(labels))?;
        let deadlines = change.deadlines.as_ref().map(GivenDeadlines::resolve).transpose()?;
        self.store
            .write(move |tx| {
                let (permit, change, deadlines) = (permit.clone(), change.clone(), deadlines.clone());
                async move {
                    let mut edition = editions::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    let parts = fixed(&tx, &permit, &edition, &change).await?;
                    if edition.version != version {
                        return Err(Error::Stale);
                    }
                    edition.name = change.name.unwrap_or(edition.name);
                    edition.year = change.year.unwrap_or(edition.year);
                    edition.form = change.form.unwrap_or(edition.form);
                    edition.deadlines = deadlines.unwrap_or(edition.deadlines);
                    edition.eligibility = change.eligibility.unwrap_or(edition.eligibility);
                    edition.labels = change.labels.unwrap_or(edition.labels);
                    edition.version = editions::save(&tx, &permit, &edition).await?;
                    let event = Event::new("edition_changed", edition.id)
                        .edition(edition.programme, edition.id)
                        .data(json!({ "parts": parts, "version": edition.version }));
                    tx.record(permit.actor(), event).await?;
                    Ok(edition)
                }
            })
            .await
    }
}

/// The parts that change, for the ledger; refuses those that the edition's phase holds fixed.
async fn fixed(
    tx: &Tx,
    permit: &Permit,
    edition: &Edition,
    change: &EditionChange,
) -> Result<Vec<&'static str>> {
    let early = matches!(edition.phase, Phase::Draft | Phase::Open);
    let before_judging = early || edition.phase == Phase::Screening;
    let removed = change.labels.as_ref().is_some_and(|labels| {
        edition.labels.iter().any(|label| label::find(labels, &label.key) != Some(label))
    });
    let parts = [
        ("name", change.name.is_some(), true),
        ("year", change.year.is_some(), true),
        ("form", change.form.is_some(), early),
        ("deadlines", change.deadlines.is_some(), early),
        ("eligibility", change.eligibility.is_some(), early),
        // Labels that decisions may already carry stay; new ones may come until the end.
        ("labels", change.labels.is_some(), before_judging || !removed),
    ];
    let given: Vec<_> = parts.into_iter().filter(|(_, given, _)| *given).collect();
    if let Some((part, ..)) = given.iter().find(|(_, _, free)| !free) {
        let refusal = Refusal::state("edition_rules_fixed").with("phase", edition.phase.kind());
        return Err(refusal.at(format!("/{part}")).into());
    }
    if change.form.as_ref().is_some_and(|form| *form != edition.form) {
        let sealed = submissions::count_by_state(tx, permit, edition.id).await?;
        if sealed.iter().any(|(state, count)| state != "draft" && *count > 0) {
            return Err(Refusal::state("form_fixed").at("/form").into());
        }
    }
    Ok(given.into_iter().map(|(part, ..)| part).collect())
}

fn check_form(form: &Form) -> Result<()> {
    form.check().map_err(|mut refusal| {
        for detail in &mut refusal.details {
            detail.pointer = detail.pointer.take().map(|pointer| format!("/form{pointer}"));
        }
        refusal.at("/form").into()
    })
}

fn check_name(name: &Localized) -> Result<()> {
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= 200;
    match name.iter().find(|(_, text)| !fits(text)) {
        None => Ok(()),
        Some((language, _)) => {
            Err(Refusal::invalid("name_invalid").at(format!("/name/texts/{language}")).into())
        }
    }
}

fn check_year(year: i64) -> Result<()> {
    if (1900..=2200).contains(&year) {
        Ok(())
    } else {
        Err(Refusal::invalid("year_invalid").at("/year").into())
    }
}
