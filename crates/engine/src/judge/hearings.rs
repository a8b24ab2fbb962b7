//! Hearings: sessions of a round with a turn for each entry.

use super::bench::{Bench, current};
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit, Scope};
use kapok_base::{Deadline, EditionId, EntryId, HearingId, Instant, Localized, Refusal, RoundId, Version};
use kapok_judging::{announcement, hearing};
use kapok_store::entries::{self, Entry};
use kapok_store::hearings::{self, Hearing, Slot};
use kapok_store::ledger::Event;
use kapok_store::rounds::{self, Round};
use kapok_store::{Database, Tx, announcements, decisions};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One entry's turn, as it is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewSlot {
    /// Whose.
    pub entry: EntryId,
    /// When it begins.
    pub starts_at: Instant,
    /// How long it lasts.
    pub minutes: u32,
}

/// A hearing as it is planned.
#[derive(Clone, Debug)]
pub struct NewHearing {
    /// For which round.
    pub round: RoundId,
    /// What people read above it.
    pub title: Localized,
    /// Where.
    pub place: String,
    /// The IANA zone it is planned in.
    pub zone: String,
    /// When it begins.
    pub starts_at: Instant,
    /// Its turns, in any order.
    pub slots: Vec<NewSlot>,
}

/// A turn with its entry.
#[derive(Clone, Debug)]
pub struct SlotView {
    /// The turn.
    pub slot: Slot,
    /// The entry.
    pub entry: Entry,
}

/// A hearing with its turns.
#[derive(Clone, Debug)]
pub struct HearingView {
    /// The hearing.
    pub hearing: Hearing,
    /// Its turns, in their order.
    pub slots: Vec<SlotView>,
}

impl Engine {
    /// Plans a hearing.
    ///
    /// # Errors
    /// [`Error::NotFound`], `name_blank`, `zone_unknown`, `hearing_invalid` with details.
    pub async fn schedule_hearing(
        &self,
        caller: &Caller,
        edition: EditionId,
        new: NewHearing,
        once: Option<Once>,
    ) -> Result<Hearing> {
        let permit = self.permit(caller, Action::ScheduleHearings)?;
        let asked = Arc::new((permit, new, once));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, new, once) = &*asked;
                if let Some(id) = once::recall(&tx, permit.actor(), once.as_ref()).await? {
                    return hearings::find(&tx, permit, id).await?.ok_or(Error::NotFound);
                }
                let bench = Bench::find(&tx, permit, edition).await?;
                let round = bench.rounds.iter().find(|r| r.id == new.round).ok_or(Error::NotFound)?;
                let hearing = Hearing {
                    id: tx.new_id(),
                    programme: round.programme,
                    edition,
                    round: round.id,
                    title: new.title.clone(),
                    place: new.place.trim().to_owned(),
                    zone: new.zone.clone(),
                    starts_at: new.starts_at,
                    version: Version::FIRST,
                };
                let slots = arrange(&tx, permit, round, &hearing, new).await?;
                hearings::create(&tx, &hearing).await?;
                hearings::put_slots(&tx, &hearing, &slots).await?;
                record(&tx, permit, "hearing_scheduled", &hearing, &slots).await?;
                once::remember(&tx, permit.actor(), once.as_ref(), &hearing.id).await?;
                Ok::<_, Error>(hearing)
            }
        };
        self.store.write(unit).await
    }

    /// Plans a hearing anew.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], `name_blank`, `zone_unknown`, `hearing_invalid` with details.
    pub async fn reschedule_hearing(
        &self,
        caller: &Caller,
        id: HearingId,
        expected: Option<Version>,
        new: NewHearing,
    ) -> Result<Hearing> {
        let permit = self.permit(caller, Action::ScheduleHearings)?;
        let asked = Arc::new((permit, new));
        let unit = move |tx: Tx| {
            let asked = asked.clone();
            async move {
                let (permit, new) = &*asked;
                let mut hearing = hearings::find(&tx, permit, id).await?.ok_or(Error::NotFound)?;
                current(expected, hearing.version)?;
                let round = rounds::find(&tx, permit, hearing.round).await?.ok_or(Error::NotFound)?;
                hearing.title = new.title.clone();
                hearing.place = new.place.trim().to_owned();
                hearing.zone.clone_from(&new.zone);
                hearing.starts_at = new.starts_at;
                let slots = arrange(&tx, permit, &round, &hearing, new).await?;
                hearing.version = hearings::save(&tx, &hearing).await?;
                hearings::put_slots(&tx, &hearing, &slots).await?;
                record(&tx, permit, "hearing_rescheduled", &hearing, &slots).await?;
                Ok::<_, Error>(hearing)
            }
        };
        self.store.write(unit).await
    }

    /// The hearings of an edition as far as they concern the caller: all of them for the organiser, those of their
    /// rounds for a judge, their own turns for an entrant once it is public that they were chosen.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn list_hearings(&self, caller: &Caller, edition: EditionId) -> Result<Vec<HearingView>> {
        let permit = self.permit(caller, Action::SeeHearings)?;
        let db = self.store.read();
        let bench = Bench::find(&db, &super::bench::everybody()?, edition).await;
        let bench = match bench {
            Err(Error::NotFound) => Bench::find(&db, &permit, edition).await?,
            found => found?,
        };
        let scope = permit.scope();
        let all = scope.covers_edition(bench.edition.programme, edition);
        let public = chosen_in_public(&db, edition, self.store.now()).await?;
        let mut views = Vec::new();
        for round in &bench.rounds {
            let planned = hearings::of_round(&db, round.id).await?;
            let ids: Vec<_> = planned.iter().map(|h| h.id).collect();
            let slots = hearings::slots(&db, &ids).await?;
            let entries = entries::of_slots(&db, &slots).await?;
            let entries: BTreeMap<_, _> = entries.into_iter().map(|e| (e.id, e)).collect();
            for hearing in planned {
                let here = slots.iter().filter(|s| s.hearing == hearing.id);
                let turn = |slot: &Slot| {
                    let entry = entries.get(&slot.entry)?.clone();
                    let seen = all || sees(scope, round, &entry, &public);
                    seen.then_some(SlotView { slot: *slot, entry })
                };
                let slots: Vec<_> = here.filter_map(turn).collect();
                if all || scope.panels.contains(&round.panel) || !slots.is_empty() {
                    views.push(HearingView { hearing, slots });
                }
            }
        }
        Ok(views)
    }
}

fn sees(scope: &Scope, round: &Round, entry: &Entry, public: &BTreeSet<EntryId>) -> bool {
    scope.panels.contains(&round.panel)
        || scope.entities.contains(&entry.entity) && public.contains(&entry.id)
}

/// The entries of which a public announcement says something good: a turn in a hearing tells no more than that.
async fn chosen_in_public(db: &impl Database, edition: EditionId, now: Instant) -> Result<BTreeSet<EntryId>> {
    let all = announcements::of_edition(db, edition).await?.into_iter();
    let public: BTreeSet<_> =
        all.filter(|a| announcement::is_public(a.public_at, now)).map(|a| a.id).collect();
    let decided = decisions::of_edition(db, edition).await?.into_iter();
    let chosen = decided.filter(|d| public.contains(&d.announcement) && !d.labels.is_empty());
    Ok(chosen.map(|d| d.entry).collect())
}

async fn arrange(
    tx: &Tx,
    permit: &Permit,
    round: &Round,
    hearing: &Hearing,
    new: &NewHearing,
) -> Result<Vec<Slot>> {
    if new.title.iter().any(|(_, text)| text.trim().is_empty() || text.chars().count() > 500) {
        return Err(Refusal::invalid("name_blank").at("/title").into());
    }
    if new.place.chars().count() > 500 {
        let refusal = Refusal::invalid("text_too_long").with("longest", 500_i64);
        return Err(refusal.with("length", new.place.chars().count()).at("/place").into());
    }
    if Deadline::new("2000-01-01T12:00:00", &new.zone).is_err() {
        return Err(Refusal::invalid("zone_unknown").at("/zone").into());
    }
    let heard = entries::list(tx, permit, round.edition).await?;
    // A hearing may be planned before its round begins, for those that go on to it.
    let goes = |e: &&Entry| e.stage.is_eligible() && !is_out(e, round);
    let heard = heard.iter().filter(goes).map(|e| e.id).collect();
    let others: Vec<_> = hearings::of_round(tx, round.id).await?.iter().map(|h| h.id).collect();
    let others: Vec<_> = others.into_iter().filter(|id| *id != hearing.id).collect();
    let elsewhere = hearings::slots(tx, &others).await?.into_iter().map(|s| s.entry).collect();
    let slots: Vec<_> = new
        .slots
        .iter()
        .map(|s| hearing::Slot { entry: s.entry, starts_at: s.starts_at, minutes: s.minutes })
        .collect();
    let slots = hearing::arrange(hearing.starts_at, &slots, &heard, &elsewhere)?;
    let keep = |s: hearing::Slot| Slot {
        id: tx.new_id(),
        hearing: hearing.id,
        entry: s.entry,
        starts_at: s.starts_at,
        minutes: s.minutes,
    };
    Ok(slots.into_iter().map(keep).collect())
}

/// Whether an entry was stopped before the round.
fn is_out(entry: &Entry, round: &Round) -> bool {
    use kapok_judging::stage::RoundState;
    entry.stage.place().is_some_and(|p| p.state == RoundState::Stopped && p.round != round.id)
}

async fn record(
    tx: &Tx,
    permit: &Permit,
    kind: &'static str,
    hearing: &Hearing,
    slots: &[Slot],
) -> Result<()> {
    let turns: Vec<_> = slots.iter().map(|s| json!({ "entry": s.entry, "at": s.starts_at })).collect();
    let event = Event::new(kind, hearing.id)
        .edition(hearing.programme, hearing.edition)
        .data(json!({ "round": hearing.round, "starts_at": hearing.starts_at, "slots": turns }));
    tx.record(permit.actor(), event).await?;
    Ok(())
}
