//! Who a letter goes to at an instant, with what fills its fields for each.

use crate::judge::judges;
use crate::{Error, Result};
use kapok_access::Permit;
use kapok_base::{Deadline, EntryId, Instant, Locale, PersonId, SubmissionId};
use kapok_judging::letter::Version;
use kapok_judging::letter::audience::{Audience, Dossiers, Facts, KnownStage};
use kapok_judging::letter::merge::{Field, Values, lacking};
use kapok_store::editions::{self, Edition};
use kapok_store::entries::Entry;
use kapok_store::letters::Letter;
use kapok_store::people::Person;
use kapok_store::rounds::Round;
use kapok_store::submissions::{self, Head};
use kapok_store::{
    Database, announcements, assignments, decisions, entities, entries, grants, panels, people, rounds,
};
use kapok_submission::{Dossier, digest};
use kapok_words::{date_time, number};
use std::collections::{BTreeMap, BTreeSet};

/// One mail that a letter comes to: a person, the dossiers it is about, and what fills its fields.
#[derive(Clone, Debug)]
pub(super) struct Addressed {
    pub(super) person: Person,
    pub(super) about: Vec<SubmissionId>,
    /// What tells these dossiers or this judge apart, for lists: number and title, or nothing.
    pub(super) reference: String,
    pub(super) version: Version,
    /// The values of the fields that the letter names.
    pub(super) values: Values,
    pub(super) missing: BTreeSet<Field>,
    pub(super) words: [u8; 32],
}

/// Everybody a letter comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    /// The mails, nobody getting the same words twice.
    pub(super) mails: Vec<Addressed>,
    /// The dossiers for which nobody reads mail.
    pub(super) unreached: Vec<Head>,
}

/// Finds out who a letter goes to at `now`, by what is public then.
pub(super) async fn resolve(
    db: &impl Database,
    permit: &Permit,
    letter: &Letter,
    public_url: &str,
    now: Instant,
) -> Result<Resolved> {
    let edition = editions::find(db, permit, letter.edition).await?.ok_or(Error::NotFound)?;
    let desk = Desk { letter, edition: &edition, public_url };
    match &letter.content.audience {
        Audience::Entrants(dossiers) => entrants(db, permit, &desk, dossiers, now).await,
        Audience::Judges { panel } => {
            let panel = panels::find(db, permit, *panel).await?.ok_or(Error::NotFound)?;
            let found = judges(db, permit, &panel).await?;
            let owed =
                found.into_iter().filter(|judge| judge.accepted).map(|judge| (judge.person, 0)).collect();
            desk.judges(db, &panel, None, owed).await
        }
        Audience::Outstanding { round } => {
            let round = rounds::find(db, permit, *round).await?.ok_or(Error::NotFound)?;
            let panel = panels::find(db, permit, round.panel).await?.ok_or(Error::NotFound)?;
            let found = judges(db, permit, &panel).await?;
            let mut owed = outstanding(db, permit, &round).await?;
            owed.retain(|judge, _| found.iter().any(|there| there.person == *judge && there.accepted));
            desk.judges(db, &panel, Some(&round), owed).await
        }
    }
}

/// How many scorecards each judge owes: on entries that the round judges still, recusals not counted.
async fn outstanding(
    db: &impl Database,
    permit: &Permit,
    round: &Round,
) -> Result<BTreeMap<PersonId, usize>> {
    let judged = entries::list(db, permit, round.edition).await?;
    let judged: BTreeSet<EntryId> =
        judged.into_iter().filter(|entry| entry.stage.is_uncut_in(round.id)).map(|entry| entry.id).collect();
    let mut owed = BTreeMap::new();
    for assignment in assignments::list(db, permit, round.id).await? {
        if assignment.state.is_outstanding() && judged.contains(&assignment.entry) {
            *owed.entry(assignment.judge).or_default() += 1;
        }
    }
    Ok(owed)
}

async fn entrants(
    db: &impl Database,
    permit: &Permit,
    desk: &Desk<'_>,
    wanted: &Dossiers,
    now: Instant,
) -> Result<Resolved> {
    let heads = submissions::heads(db, permit, desk.edition.id).await?;
    let stages = entries::list(db, permit, desk.edition.id).await?;
    let stages: BTreeMap<SubmissionId, Entry> = stages.into_iter().map(|e| (e.submission, e)).collect();
    let labels = public_labels(db, desk.edition, now).await?;
    let owners = entities::find_all(db, permit, heads.iter().map(|head| head.entity)).await?;
    let admitted = |head: &Head| {
        let entry = stages.get(&head.id);
        let withdrawn = matches!(head.state, Dossier::Withdrawn { .. });
        let carried = entry.and_then(|entry| labels.get(&entry.id));
        wanted.admit(&Facts {
            stage: KnownStage::of(withdrawn, entry.map(|entry| &entry.stage)),
            labels: carried.into_iter().flatten().map(String::as_str).collect(),
            country: owners.get(&head.entity).map_or("", |entity| entity.record.country.as_str()),
        })
    };
    let heads: Vec<Head> = heads.into_iter().filter(admitted).collect();
    let acting = grants::acting_for(db, heads.iter().map(|head| head.entity)).await?;
    let known = people::by_ids(db, acting.values().flatten().copied()).await?;
    let mut resolved = Resolved::default();
    for head in heads {
        let acting = acting.get(&head.entity).map_or(&[][..], Vec::as_slice);
        // Whoever began the dossier, while they act for its entity; else all who do.
        let readers: Vec<&Person> = match acting.contains(&head.created_by) {
            true => known.get(&head.created_by).into_iter().collect(),
            false => acting.iter().filter_map(|person| known.get(person)).collect(),
        };
        let readers: Vec<&Person> = readers.into_iter().filter(|person| person.email.is_some()).collect();
        if readers.is_empty() {
            resolved.unreached.push(head);
            continue;
        }
        for person in readers {
            let entity =
                owners.get(&head.entity).map(|e| e.record.name.text(&person.locale.language()).as_str());
            let values = desk.of_dossier(&head, entity.unwrap_or_default(), person.locale);
            let reference = format!("{} {}", head.number, head.title);
            resolved.add(desk.addressed(person, values, Some((head.id, reference)))?);
        }
    }
    Ok(resolved)
}

/// The public labels that entries carry by decisions that are public at `now`: what everybody sees, and nothing more.
async fn public_labels(
    db: &impl Database,
    edition: &Edition,
    now: Instant,
) -> Result<BTreeMap<EntryId, BTreeSet<String>>> {
    let public = announcements::public(db, Some(edition.id), now).await?;
    let public: BTreeSet<_> = public.into_iter().map(|announcement| announcement.id).collect();
    let shown: BTreeSet<&str> =
        edition.labels.iter().filter(|label| label.public).map(|label| label.key.as_str()).collect();
    let mut carried: BTreeMap<EntryId, BTreeSet<String>> = BTreeMap::new();
    for decision in decisions::of_edition(db, edition.id).await? {
        if public.contains(&decision.announcement) {
            let labels = decision.labels.into_iter().filter(|label| shown.contains(label.as_str()));
            carried.entry(decision.entry).or_default().extend(labels);
        }
    }
    Ok(carried)
}

impl Resolved {
    /// Adds a mail; one that would say the same to the same person is about one dossier more instead.
    fn add(&mut self, mail: Addressed) {
        let same = |there: &&mut Addressed| there.person.id == mail.person.id && there.words == mail.words;
        match self.mails.iter_mut().find(same) {
            Some(there) => {
                there.about.extend(mail.about);
                there.reference = format!("{}; {}", there.reference, mail.reference);
            }
            None => self.mails.push(mail),
        }
    }
}

/// What all mails of a letter have in common.
struct Desk<'a> {
    letter: &'a Letter,
    edition: &'a Edition,
    public_url: &'a str,
}

impl Desk<'_> {
    fn common(&self, locale: Locale) -> Values {
        Values::from([(Field::Edition, self.edition.name.text(&locale.language()).clone())])
    }

    fn of_dossier(&self, head: &Head, entity: &str, locale: Locale) -> Values {
        let due = match &head.state {
            Dossier::Draft => self.edition.deadlines.closes.as_ref(),
            other => other.due(),
        };
        let reference = format!("{}-{:04}", self.edition.slug.to_uppercase(), head.number);
        let mut values = self.common(locale);
        values.extend([
            (Field::Entity, entity.to_owned()),
            (Field::Title, head.title.clone()),
            (Field::Reference, reference),
            (Field::Link, format!("{}/submissions/{}", self.public_url, head.id)),
        ]);
        values.extend(due.map(|due| (Field::Deadline, until(locale, due))));
        values
    }

    async fn judges(
        &self,
        db: &impl Database,
        panel: &panels::Panel,
        round: Option<&Round>,
        owed: BTreeMap<PersonId, usize>,
    ) -> Result<Resolved> {
        let known = people::by_ids(db, owed.keys().copied()).await?;
        let mut found: Vec<&Person> = known.values().filter(|person| person.email.is_some()).collect();
        found.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let mut resolved = Resolved::default();
        for person in found {
            let (locale, language) = (person.locale, person.locale.language());
            let mut values = self.common(locale);
            values.insert(Field::Panel, panel.name.text(&language).clone());
            values.insert(Field::Link, format!("{}/assignments", self.public_url));
            if let Some(round) = round {
                let owed = owed.get(&person.id).copied().unwrap_or_default();
                values.insert(Field::Round, round.rules.name.text(&language).clone());
                values.insert(Field::Outstanding, number(locale, i64::try_from(owed).unwrap_or(i64::MAX)));
                values.extend(round.rules.due.as_ref().map(|due| (Field::Deadline, until(locale, due))));
            }
            resolved.add(self.addressed(person, values, None)?);
        }
        Ok(resolved)
    }

    fn addressed(
        &self,
        person: &Person,
        mut values: Values,
        about: Option<(SubmissionId, String)>,
    ) -> Result<Addressed> {
        let version = self.letter.content.version(&person.locale.language())?;
        let fields = version.fields();
        let (_, words) =
            digest(&used(&values, &fields)).map_err(|error| Error::Internal(error.to_string()))?;
        // The reference stays, to tell in lists what somebody was left out of.
        values.retain(|field, _| *field == Field::Reference || fields.contains(field));
        let named = Values::from([(Field::Name, person.name.clone())]);
        let missing = lacking(&fields, &named.into_iter().chain(values.clone()).collect());
        let (about, reference) = about.map_or((vec![], String::new()), |(id, name)| (vec![id], name));
        Ok(Addressed { person: person.clone(), about, reference, version, values, missing, words })
    }
}

/// The values that a reader sees.
fn used<'a>(values: &'a Values, fields: &BTreeSet<Field>) -> BTreeMap<Field, &'a str> {
    let seen = values.iter().filter(|(field, _)| fields.contains(field));
    seen.map(|(field, value)| (*field, value.as_str())).collect()
}

/// A deadline in words, with its zone.
fn until(locale: Locale, due: &Deadline) -> String {
    date_time(locale, due.last_second(), &due.zone)
}
