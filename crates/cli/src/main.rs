//! The binary `kapok`: configuration, serving, the demonstration, imports and maintenance.

mod cases;
mod demo;
mod edition;
mod import;
mod installation;
mod serve;
mod settings;
mod simulate;
mod user;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Threads for what blocks (searches, hashes, files): each keeps memory of its own.
const BLOCKING_THREADS: usize = 24;

/// Gives memory back after a busy hour; the system's allocator keeps an arena for each thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs an award from the call for entries to the ceremony, and keeps every entry as a case.
#[derive(Parser)]
#[command(name = "kapok", version)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Args, Clone)]
pub(crate) struct Common {
    /// Folder of the installation.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Configuration file (TOML).
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Plays the demonstration into an empty folder, then serves it.
    Demo(demo::Options),
    /// Serves an installation.
    Serve(serve::Options),
    /// Makes accounts.
    #[command(subcommand)]
    User(user::Command),
    /// Copies an edition as a rehearsal, and wipes a rehearsal.
    #[command(subcommand)]
    Edition(edition::Command),
    /// Loads what was kept elsewhere.
    #[command(subcommand)]
    Import(import::Import),
    /// Gives away what is kept here.
    #[command(subcommand)]
    Export(cases::Export),
    /// Tells before an edition how often its panel would find the truly best entries.
    Simulate(simulate::Options),
    /// Builds the search index anew.
    Reindex,
    /// Prints the API document.
    Openapi,
}

/// How long the allocator keeps what is free, in milliseconds. It reads this before the first line of a program runs.
const PURGE_DELAY: &str = "MIMALLOC_PURGE_DELAY";

/// Begins anew as the same process with an allocator that gives free memory back at once, unless whoever starts it says
/// otherwise: a second, as it would be, keeps a seventh more after a busy hour. Where that fails, it goes on as it is.
#[cfg(unix)]
fn give_memory_back() {
    use std::os::unix::process::CommandExt;
    if std::env::var_os(PURGE_DELAY).is_some() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let arguments = std::env::args_os().skip(1);
    drop(std::process::Command::new(program).args(arguments).env(PURGE_DELAY, "0").exec());
}

fn main() -> ExitCode {
    #[cfg(unix)]
    give_memory_back();
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(BLOCKING_THREADS)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("the runtime did not start: {error}")),
    };
    let done = runtime.block_on(run(cli));
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    match done {
        Ok(code) => code,
        Err(message) => fail(&message),
    }
}

async fn run(cli: Cli) -> Result<ExitCode, String> {
    match cli.command {
        Command::Demo(options) => demo::run(&cli.common, &options).await,
        Command::Serve(options) => serve::run(&cli.common, &options).await,
        Command::User(command) => user::run(&cli.common, &command).await,
        Command::Edition(command) => edition::run(&cli.common, &command).await,
        Command::Import(command) => import::run(&cli.common, &command).await,
        Command::Export(command) => cases::export(&cli.common, &command).await,
        Command::Simulate(options) => simulate::run(&options),
        Command::Reindex => cases::reindex(&cli.common).await,
        Command::Openapi => {
            let document = kapok_web::document().to_pretty_json().map_err(|e| e.to_string())?;
            println!("{document}");
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("kapok: {message}");
    ExitCode::from(2)
}
