//! What is said of a case to those who cite or catalogue it: who published it, in which edition, since when it is public.

use crate::{Caller, Engine, Result};
use kapok_access::{Action, Permit};
use kapok_base::{AnnouncementId, CaseId, EditionId, Instant, Language, Locale, Localized, ProgrammeId};
use kapok_library::cite::Publication;
use kapok_library::{Case, Described, Origin, Reference};
use kapok_search::Visibility;
use kapok_store::announcements;
use kapok_store::cases::{self, CaseRecord};
use kapok_store::{editions, programmes};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// One instant's view of the library, read once for all cases that are described at it.
#[derive(Debug)]
pub(crate) struct Describing {
    pub(crate) permit: Permit,
    pub(crate) now: Instant,
    locale: Locale,
    site: String,
    public: HashMap<AnnouncementId, Instant>,
    programmes: HashMap<ProgrammeId, Option<Localized>>,
    editions: HashMap<EditionId, Option<Localized>>,
}

impl Engine {
    /// Takes the instant, and reads what is public at it.
    pub(crate) async fn describing(&self, caller: &Caller, locale: Locale) -> Result<Describing> {
        let permit = self.permit(caller, Action::ReadLibrary)?;
        let now = self.store.now();
        let public = announcements::public(&self.store.read(), None, now).await?;
        let public = public.into_iter().filter_map(|a| Some((a.id, a.public_at?))).collect();
        Ok(Describing {
            permit,
            now,
            locale,
            site: self.config.public_url.clone(),
            public,
            programmes: HashMap::new(),
            editions: HashMap::new(),
        })
    }

    /// What is said of a case that the caller has read, in a language or the nearest that it can be read in; what is said
    /// beside its texts is in the reader's. Nothing for a withdrawn case, and for one that is not public.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn describe_case(
        &self,
        caller: &Caller,
        record: &CaseRecord,
        language: &Language,
        locale: Locale,
    ) -> Result<Option<Described>> {
        let mut describing = self.describing(caller, locale).await?;
        let described = describing.describe(self, record, Some(language)).await?;
        let Some(described) = described else { return Ok(None) };
        let links = cases::links(&self.store.read(), &describing.permit, record.id).await?;
        Ok(Some(Described { links, ..described }))
    }

    /// The same of many cases, by their identifiers, all at one instant; those of which nothing is said are left out.
    ///
    /// # Errors
    /// A denial, or a fault.
    pub async fn describe_cases(
        &self,
        caller: &Caller,
        records: &[&CaseRecord],
        language: &Language,
        locale: Locale,
    ) -> Result<HashMap<CaseId, Described>> {
        let mut describing = self.describing(caller, locale).await?;
        let mut all = HashMap::new();
        for record in records {
            if let Some(described) = describing.describe(self, record, Some(language)).await? {
                all.insert(record.id, described);
            }
        }
        Ok(all)
    }
}

impl Describing {
    /// What may be searched.
    pub(crate) fn visibility(&self) -> Visibility {
        Visibility { public_announcements: self.public.keys().copied().collect() }
    }

    /// Since when a case is public; nothing when it is not.
    pub(crate) fn available(
        &self,
        announcement: Option<AnnouncementId>,
        created_at: Instant,
    ) -> Option<Instant> {
        match announcement {
            None => Some(created_at),
            Some(id) => self.public.get(&id).map(|at| created_at.max(*at)),
        }
    }

    /// The description in a language, in the original when none is wished.
    pub(crate) async fn describe(
        &mut self,
        engine: &Engine,
        record: &CaseRecord,
        language: Option<&Language>,
    ) -> Result<Option<Described>> {
        let available = self.available(record.origin.announcement(), record.created_at);
        let (Some(case), Some(available)) = (record.case(), available) else { return Ok(None) };
        let language = language.unwrap_or_else(|| case.texts.original());
        let publication = self.publication(engine, record, &case, language).await?;
        let reference = Reference::new(&case, language, publication);
        Ok(Some(Described {
            reference,
            available,
            modified: record.updated_at.max(available),
            links: Vec::new(),
            case,
        }))
    }

    async fn publication(
        &mut self,
        engine: &Engine,
        record: &CaseRecord,
        case: &Case,
        language: &Language,
    ) -> Result<Publication> {
        let (mut publisher, mut edition) = (None, None);
        if let Origin::Entry { programme, edition: of, .. } = record.origin {
            let db = engine.store.read();
            if let Entry::Vacant(place) = self.programmes.entry(programme) {
                let found = programmes::find(&db, &self.permit, programme).await?;
                place.insert(found.map(|programme| programme.name));
            }
            if let Entry::Vacant(place) = self.editions.entry(of) {
                place.insert(editions::name(&db, of).await?);
            }
            let text = |name: &Localized| name.text(language).clone();
            publisher = self.programmes.get(&programme).and_then(Option::as_ref).map(text);
            edition = self.editions.get(&of).and_then(Option::as_ref).map(text);
        }
        Ok(Publication {
            publisher: publisher.unwrap_or_else(|| case.source.clone()),
            edition,
            address: format!("{}/cases/{}", self.site, case.id),
            synthetic: kapok_words::say(self.locale, "library-synthetic-note", &[]),
            accessed: self.now,
        })
    }
}
