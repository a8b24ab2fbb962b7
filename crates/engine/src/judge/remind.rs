//! Reminding judges of what they owe: by itself as the rounds' rules say, or because an organiser asks. One mail tells a judge
//! all that they owe in a programme.

use super::debts::{Owed, debts};
use crate::mail::Posted;
use crate::{Caller, Engine, Error, Result};
use kapok_access::{Action, Permit};
use kapok_base::{Actor, Instant, JobId, PersonId, ProgrammeId, Refusal, RoundId};
use kapok_judging::reminder;
use kapok_mail::{Letter, OwedRound};
use kapok_store::editions::Edition;
use kapok_store::jobs::About;
use kapok_store::ledger::Event;
use kapok_store::programmes::Programme;
use kapok_store::reminders::{self, Reminder};
use kapok_store::{Tx, assignments, editions, people, programmes, rounds};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How often what is due is looked for, in microseconds: every ten minutes.
const EVERY: i64 = 10 * 60 * 1_000_000;
/// How long after a reminder nobody can ask for another to the same judge, in microseconds: twelve hours.
const HELD: i64 = 12 * 60 * 60 * 1_000_000;

/// What came of asking for reminders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    /// How many judges are told.
    pub sent: usize,
    /// How many are not, because they were told within the last twelve hours.
    pub held: usize,
}

impl Engine {
    /// Reminds whoever is due now, as the rules of the rounds say; how many judges are told. A day on which a judge was
    /// reminded is kept in the transaction of the mail, so that no restart and no second process does it again.
    ///
    /// # Errors
    /// Only faults.
    pub async fn remind_due(&self) -> Result<usize> {
        let permit = self.permit(&Caller::system(), Action::TendJudges)?;
        let holder = self.store.ids().secret_id::<JobId>().to_string();
        let asked = Arc::new((permit, self.config.public_url.clone(), holder));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let until = Instant::from_micros(tx.now().as_micros() + EVERY / 2);
                if !tx.take_lease("reminders", &asked.2, until).await? {
                    return Ok(0);
                }
                remind_due(&tx, &asked.0, &asked.1).await
            }
        };
        self.store.write(unit).await
    }

    /// Looks for reminders that are due; when to come back.
    pub(crate) async fn look_for_reminders(&self) -> Instant {
        match self.remind_due().await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "judges are reminded"),
            Err(error) => tracing::warn!(%error, "could not remind judges"),
        }
        Instant::from_micros(self.store.now().as_micros() + EVERY)
    }

    /// Reminds one judge of a round, or all who are late in it; nobody twice within twelve hours.
    ///
    /// # Errors
    /// [`Error::NotFound`], `round_not_open`, `rehearsal_reminds_nobody`; for one judge also `nothing_outstanding` and
    /// `reminded_lately`.
    pub async fn remind_judges(
        &self,
        caller: &Caller,
        round: RoundId,
        judge: Option<PersonId>,
    ) -> Result<Reminded> {
        let permit = self.permit(caller, Action::TendJudges)?;
        let everywhere = self.permit(&Caller::system(), Action::TendJudges)?;
        let asked = Arc::new((permit, everywhere, self.config.public_url.clone()));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, everywhere, url) = &*asked;
                let by = Asked { permit, everywhere, url };
                match judge {
                    Some(judge) => by.remind_one(&tx, round, judge).await,
                    None => by.remind_late(&tx, round).await,
                }
            }
        };
        self.store.write(unit).await
    }
}

async fn remind_due(tx: &Tx, permit: &Permit, url: &str) -> Result<usize> {
    let mut by_programme: BTreeMap<ProgrammeId, Vec<Edition>> = BTreeMap::new();
    for edition in editions::being_judged(tx).await? {
        by_programme.entry(edition.programme).or_default().push(edition);
    }
    let mut sent = 0;
    for (programme, editions) in by_programme {
        let reminded = reminders::last(tx, programme).await?;
        let programme = programmes::find(tx, permit, programme).await?.ok_or(Error::NotFound)?;
        for (person, owed) in debts(tx, permit, &editions).await? {
            let last = reminded.get(&person).copied();
            let Some(first) = owed.iter().find(|one| one.is_due(tx.now(), last)) else { continue };
            let day = reminder::day(tx.now(), &first.zone).to_string();
            if reminders::went_out(tx, programme.id, person, &day).await? {
                continue;
            }
            let mail = Mail { programme: &programme, person, owed: &owed, day: Some(day), url };
            sent += usize::from(mail.put_down(tx, permit.actor()).await?);
        }
    }
    Ok(sent)
}

/// Reminders that somebody asks for.
struct Asked<'a> {
    permit: &'a Permit,
    /// A judge is told all that they owe, whatever the organiser may see of it.
    everywhere: &'a Permit,
    url: &'a str,
}

impl Asked<'_> {
    async fn remind_one(&self, tx: &Tx, round: RoundId, judge: PersonId) -> Result<Reminded> {
        let edition = self.edition(tx, round).await?;
        if !assignments::list(tx, self.permit, round).await?.iter().any(|a| a.judge == judge) {
            return Err(Error::NotFound);
        }
        let mut debts = self.debts(tx, edition.programme).await?;
        let owed = debts.remove(&judge).unwrap_or_default();
        if !owed.iter().any(|one| one.round.id == round) {
            return Err(Refusal::state("nothing_outstanding").into());
        }
        let reminded = self.remind(tx, edition.programme, [(judge, owed)]).await?;
        if reminded.held > 0 {
            return Err(Refusal::time("reminded_lately").into());
        }
        Ok(reminded)
    }

    async fn remind_late(&self, tx: &Tx, round: RoundId) -> Result<Reminded> {
        let edition = self.edition(tx, round).await?;
        let late = |owed: &[Owed]| owed.iter().any(|one| one.round.id == round && one.is_late(tx.now()));
        let mut debts = self.debts(tx, edition.programme).await?;
        debts.retain(|_, owed| late(owed));
        self.remind(tx, edition.programme, debts).await
    }

    async fn edition(&self, tx: &Tx, round: RoundId) -> Result<Edition> {
        let round = rounds::find(tx, self.permit, round).await?.ok_or(Error::NotFound)?;
        let edition = editions::find(tx, self.permit, round.edition).await?.ok_or(Error::NotFound)?;
        if edition.rehearsal_of.is_some() {
            return Err(Refusal::state("rehearsal_reminds_nobody").into());
        }
        if edition.phase.round() != Some(round.id) {
            return Err(Refusal::state("round_not_open").with("phase", edition.phase.kind()).into());
        }
        Ok(edition)
    }

    async fn debts(&self, tx: &Tx, programme: ProgrammeId) -> Result<BTreeMap<PersonId, Vec<Owed>>> {
        let mut judged = editions::being_judged(tx).await?;
        judged.retain(|edition| edition.programme == programme);
        debts(tx, self.everywhere, &judged).await
    }

    async fn remind(
        &self,
        tx: &Tx,
        programme: ProgrammeId,
        debts: impl IntoIterator<Item = (PersonId, Vec<Owed>)>,
    ) -> Result<Reminded> {
        let last = reminders::last(tx, programme).await?;
        let programme = programmes::find(tx, self.everywhere, programme).await?.ok_or(Error::NotFound)?;
        let mut reminded = Reminded::default();
        for (person, owed) in debts {
            let since = last.get(&person).map(|last| tx.now().as_micros() - last.as_micros());
            if since.is_some_and(|since| since < HELD) {
                reminded.held += 1;
                continue;
            }
            let mail = Mail { programme: &programme, person, owed: &owed, day: None, url: self.url };
            let sent = mail.put_down(tx, self.permit.actor()).await?;
            reminded.sent += usize::from(sent);
        }
        Ok(reminded)
    }
}

/// One judge's mail.
struct Mail<'a> {
    programme: &'a Programme,
    person: PersonId,
    owed: &'a [Owed],
    /// The day that it serves; none where somebody asked for it.
    day: Option<String>,
    url: &'a str,
}

impl Mail<'_> {
    /// Puts the mail down with the row that keeps it from going out again; false for somebody who was erased.
    async fn put_down(self, tx: &Tx, by: Actor) -> Result<bool> {
        let (programme, person) = (self.programme.id, self.person);
        let Some(judge) = people::by_id(tx, person).await?.filter(|judge| judge.email.is_some()) else {
            return Ok(false);
        };
        let language = judge.locale.language();
        let round = |one: &Owed| OwedRound {
            edition: one.edition_name.text(&language).clone(),
            round: one.round.rules.name.text(&language).clone(),
            outstanding: i64::try_from(one.outstanding).unwrap_or(i64::MAX),
            due: one.due.as_ref().map(|due| (due.last_second(), due.zone.clone())),
            late: one.is_late(tx.now()),
        };
        let letter = Letter::Reminder {
            programme: self.programme.name.text(&language).clone(),
            rounds: self.owed.iter().map(round).collect(),
            link: format!("{}/assignments", self.url),
        };
        // Organisers of a single edition see what is about it alone.
        let editions: BTreeSet<_> = self.owed.iter().map(|one| one.edition).collect();
        let mut event = Event::new("judge_reminded", person).programme(programme);
        let about = match editions.first() {
            Some(edition) if editions.len() == 1 => {
                event = event.edition(programme, *edition);
                About::Edition(*edition)
            }
            _ => About::Programme(programme),
        };
        let job = tx.enqueue(Posted::KIND, about, &Posted { person, letter }, tx.now()).await?;
        let rounds: Vec<_> = self.owed.iter().map(|one| one.round.id).collect();
        let event = event.data(json!({ "rounds": rounds, "day": self.day }));
        reminders::keep(tx, &Reminder { job, programme, person, day: self.day, sent_at: tx.now() }).await?;
        tx.record(by, event).await?;
        Ok(true)
    }
}
