//! Judge: screening, rounds, panels, assignments, scorecards, standings, shortlists, hearings, decisions,
//! announcements.

mod adjusted;
mod announcements;
mod assignments;
mod batch;
mod bench;
mod comments;
mod debts;
mod decisions;
mod declaration;
mod due;
mod entries;
mod hearings;
mod my_round;
mod own;
mod panels;
mod plan;
mod progress;
mod record;
mod remind;
mod reopen;
mod rounds;
mod scoring;
mod screening;
mod shortlist;
mod standings;
mod traits;

pub use adjusted::{Adjusted, AdjustedEntry, BORDERLINE, Care, Severity};
pub use announcements::{Announced, AnnouncedEntry, AnnouncementView};
pub use assignments::{AssignmentRow, Wanted};
pub use batch::CardIn;
pub(crate) use bench::current;
pub use comments::Comment;
pub use decisions::NewDecision;
pub use declaration::{Declarable, Tie};
pub use entries::{EntryRow, EntryView};
pub use hearings::{HearingView, NewHearing, NewSlot, SlotView};
pub use my_round::MyRound;
pub use own::OwnCard;
pub(crate) use panels::unseat;
pub use panels::{JudgeView, PanelView};
pub use plan::{AssignmentPlan, PlanWish, PlannedJudge};
pub use progress::{Counts, JudgeProgress, RoundProgress, SubmittedCard, Waiting};
pub use remind::Reminded;
pub use rounds::NewRound;
pub use scoring::{MyAssignment, MyAssignmentRow};
pub use screening::NewScreening;
pub use shortlist::{Further, NewShortlist};
pub use standings::{JudgeCount, Place, RoundStandings};

pub(crate) use panels::judges;

pub use kapok_judging::pace::Step;
pub use kapok_judging::phase::Phase;
pub use kapok_measure::assignment::{Fault as PlanFault, Pair as PlannedPair};
pub use kapok_store::announcements::Announcement;
pub use kapok_store::assignments::Assignment;
pub use kapok_store::decisions::Decision;
pub use kapok_store::editions::Edition;
pub use kapok_store::entries::Entry;
pub use kapok_store::extensions::Extension;
pub use kapok_store::hearings::{Hearing, Slot};
pub use kapok_store::panels::Panel;
pub use kapok_store::rounds::Round;
pub use kapok_store::scorecards::Scorecard;
