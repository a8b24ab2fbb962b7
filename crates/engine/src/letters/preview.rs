//! What would go out now: how many mails, some of them in full, and who would be left out and why.

use super::audience::{Addressed, resolve};
use crate::{Caller, Engine, Error, Result, mail};
use kapok_access::Action;
use kapok_base::{Language, LetterId, Locale};
use kapok_judging::letter::merge::Field;
use kapok_mail::Reader;
use kapok_store::letters::{self, Letter};
use kapok_store::{Database, editions};
use std::collections::BTreeSet;

/// How many mails are shown in full.
const SAMPLES: usize = 3;

/// What a letter would be if it went out now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How many mails would leave.
    pub mails: usize,
    /// To how many people.
    pub people: usize,
    /// Some of them, one in each language first.
    pub samples: Vec<Sample>,
    /// Those for whom a value is missing.
    pub incomplete: Vec<Unreached>,
    /// The dossiers for which nobody reads mail.
    pub unreached: Vec<Unreached>,
}

/// One mail as its reader would get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// To whom.
    pub name: String,
    /// The language that it would be in.
    pub language: Language,
    /// About which dossiers.
    pub reference: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Somebody, or something, that the letter would not reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreached {
    /// Who; empty when nobody is there.
    pub name: String,
    /// About which dossiers.
    pub reference: String,
    /// The fields without a value.
    pub missing: BTreeSet<Field>,
}

impl Engine {
    /// What a letter would be if it went out now. Labels count once they are announced, as for everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn preview_letter(&self, caller: &Caller, id: LetterId) -> Result<Preview> {
        let permit = self.permit(caller, Action::SeeLetters)?;
        let db = self.store.read();
        let letter = letters::find(&db, &permit, id).await?.ok_or(Error::NotFound)?;
        let resolved = resolve(&db, &permit, &letter, &self.config.public_url, self.store.now()).await?;
        let (complete, incomplete): (Vec<_>, Vec<_>) =
            resolved.mails.into_iter().partition(|mail| mail.missing.is_empty());
        let people: BTreeSet<_> = complete.iter().map(|mail| mail.person.id).collect();
        let mut samples = Vec::new();
        for mail in shown(&complete) {
            samples.push(self.sample(&db, &letter, mail).await?);
        }
        let left_out = |mail: Addressed| Unreached {
            name: mail.person.name,
            reference: mail.reference,
            missing: mail.missing,
        };
        let unread = |head: kapok_store::submissions::Head| Unreached {
            name: String::new(),
            reference: format!("{} {}", head.number, head.title),
            missing: BTreeSet::new(),
        };
        Ok(Preview {
            mails: complete.len(),
            people: people.len(),
            samples,
            incomplete: incomplete.into_iter().map(left_out).collect(),
            unreached: resolved.unreached.into_iter().map(unread).collect(),
        })
    }

    async fn sample(&self, db: &impl Database, letter: &Letter, mail: &Addressed) -> Result<Sample> {
        let person = &mail.person;
        let reader = Reader {
            name: person.name.clone(),
            email: person.email.clone().unwrap_or_default(),
            locale: person.locale,
        };
        let edition = editions::name(db, letter.edition).await?.ok_or(Error::NotFound)?;
        let written = mail::fill(letter, &edition, &mail.values, &reader)?;
        let message = written.write(&reader, "sample", self.store.now());
        Ok(Sample {
            name: reader.name,
            language: mail.version.language.clone(),
            reference: mail.reference.clone(),
            subject: message.subject,
            text: message.text,
        })
    }
}

/// The first mail in each language, then the first ones that are left.
fn shown(mails: &[Addressed]) -> Vec<&Addressed> {
    let first = |locale: Locale| mails.iter().position(|mail| mail.person.locale == locale);
    let mut places: Vec<usize> = Locale::ALL.into_iter().filter_map(first).collect();
    let rest: Vec<usize> = (0..mails.len()).filter(|place| !places.contains(place)).collect();
    places.extend(rest);
    places.truncate(SAMPLES);
    places.sort_unstable();
    places.into_iter().filter_map(|place| mails.get(place)).collect()
}
