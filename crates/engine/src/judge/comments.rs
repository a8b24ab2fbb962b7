//! What judges write to the entrant: read by the entrant once the outcome is public, by the organiser before.

use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{Instant, Localized, SubmissionId};
use kapok_judging::announcement;
use kapok_judging::stage::{RoundState, Stage};
use kapok_store::entries::{self, Entry};
use kapok_store::{Database, announcements, decisions, rounds, scorecards, submissions};

/// What one judge wrote to the entrant. Who it was is told to nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The name of the round in which it was written.
    pub round: Localized,
    /// The text.
    pub text: String,
}

impl Engine {
    /// What judges wrote to the entrant of a dossier, round by round; only from scorecards that were submitted and are
    /// neither recused nor taken back. For the entrant there is none until the outcome for their entry is public.
    ///
    /// # Errors
    /// [`Error::NotFound`], or a denial.
    pub async fn list_comments(&self, caller: &Caller, id: SubmissionId) -> Result<Vec<Comment>> {
        let permit = self.permit(caller, Action::SeeSubmission)?;
        let db = self.store.read();
        let submission = submissions::find(&db, &permit, id).await?.ok_or(Error::NotFound)?;
        let Some(entry) = entries::of_submission(&db, id).await? else { return Ok(Vec::new()) };
        let runs = permit.scope().covers_edition(submission.programme, submission.edition);
        if !runs && !outcome_is_public(&db, &entry, self.store.now()).await? {
            return Ok(Vec::new());
        }
        let mut said = scorecards::comments_to_entrant(&db, entry.id).await?;
        let mut comments = Vec::with_capacity(said.len());
        for round in rounds::of_edition(&db, entry.edition).await? {
            for (_, text) in said.extract_if(.., |(id, _)| *id == round.id) {
                comments.push(Comment { round: round.rules.name.clone(), text });
            }
        }
        Ok(comments)
    }
}

/// Whether the entry's passage has ended and everybody may know how: an entry that goes on to another round has no
/// outcome yet, and a decision that waits for its announcement is a secret.
async fn outcome_is_public(db: &impl Database, entry: &Entry, now: Instant) -> Result<bool> {
    let ended = match &entry.stage {
        Stage::Decided { .. } => true,
        Stage::InRound { place, .. } => place.state == RoundState::Stopped,
        Stage::Sealed { .. }
        | Stage::Returned { .. }
        | Stage::Ineligible { .. }
        | Stage::Eligible { .. }
        | Stage::Withdrawn { .. } => false,
    };
    if !ended {
        return Ok(false);
    }
    let public = announcements::public(db, Some(entry.edition), now).await?;
    let is_public = |id| public.iter().any(|a| a.id == id && announcement::is_public(a.public_at, now));
    let decided = decisions::of_entry(db, entry.id).await?;
    Ok(!decided.is_empty() && decided.iter().all(|decision| is_public(decision.announcement)))
}
