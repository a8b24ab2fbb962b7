//! `kapok edition`: rehearsals from the command line.

use crate::Common;
use crate::installation;
use crate::user::say;
use kapok_base::{Clock, EditionId};
use kapok_engine::Caller;
use kapok_engine::submit::Rehearsal;
use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Copies an edition as a rehearsal and prints the copy's identifier.
    Rehearse {
        /// The edition's identifier.
        edition: EditionId,
        /// Shifts the deadlines by this many days.
        #[arg(long, default_value_t = 0, allow_hyphen_values = true)]
        shift_days: i32,
        /// Takes the sealed dossiers along.
        #[arg(long)]
        dossiers: bool,
    },
    /// Wipes a rehearsal with everything in it, for good. Any other edition is refused.
    Wipe {
        /// The rehearsal's identifier.
        edition: EditionId,
    },
}

pub(crate) async fn run(common: &Common, command: &Command) -> Result<ExitCode, String> {
    let settings = installation::settings(common, None)?;
    installation::log(&settings);
    let installation = installation::open(&settings, Clock::system()).await?;
    let (engine, caller) = (&installation.engine, Caller::system());
    match *command {
        Command::Rehearse { edition, shift_days, dossiers } => {
            let asked = Rehearsal { shift_days, dossiers };
            let copied = engine.copy_as_rehearsal(&caller, edition, asked, None).await;
            let copied = copied.map_err(|error| say(&error))?;
            println!("{}", copied.edition.id);
            eprintln!("the rehearsal {} has {} dossiers", copied.edition.slug, copied.dossiers);
        }
        Command::Wipe { edition } => {
            let rows = engine.wipe_rehearsal(&caller, edition).await.map_err(|error| say(&error))?;
            eprintln!("{rows} rows of the rehearsal are gone");
        }
    }
    Ok(ExitCode::SUCCESS)
}
