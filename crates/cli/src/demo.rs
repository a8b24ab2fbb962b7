//! `kapok demo`: plays the demonstration into an empty folder, then serves it.

use crate::Common;
use crate::installation;
use crate::serve;
use indicatif::{ProgressBar, ProgressStyle};
use kapok_access::RoleName;
use kapok_base::Clock;
use kapok_demo::{PASSWORD, SIGN_INS, Step};
use kapok_web::{Guide, Tour};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Address and port to serve on.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
}

/// The file whose presence says that the demonstration was played to its end.
const PLAYED: &str = "demonstration";

pub(crate) async fn run(common: &Common, options: &Options) -> Result<ExitCode, String> {
    let mut common = common.clone();
    if common.data.is_none() && std::env::var_os("KAPOK_DATA").is_none() {
        common.data = Some(PathBuf::from("./kapok-data/demo"));
    }
    let settings = installation::settings(&common, options.listen.as_ref())?;
    installation::log(&settings);
    let mut listener = serve::listen(settings.get("listen")).await?;
    let data = PathBuf::from(settings.get("data"));
    if !data.join(PLAYED).exists() {
        refuse_strange(&data)?;
        play(&settings, &data).await?;
        drop(listener);
        begin_anew();
        listener = serve::listen(settings.get("listen")).await?;
    }
    let installation = installation::open(&settings, Clock::system()).await?;
    introduce(&installation.engine.config().public_url);
    serve::until_stopped(installation, listener, Some(tour())).await
}

/// Runs the same command in place of this process: the play takes memory that serving what was played does not need.
/// Where that cannot be done, this process goes on as it is.
fn begin_anew() {
    #[cfg(unix)]
    if let Ok(program) = std::env::current_exe() {
        use std::os::unix::process::CommandExt;
        let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).exec();
        tracing::debug!(%error, "serving in the process that played");
    }
}

/// The people of the demonstration, whom its pages offer to be.
fn tour() -> Tour {
    let guide = |sign_in: &kapok_demo::SignIn| {
        let (email, name) = (sign_in.email.to_owned(), sign_in.name.to_owned());
        Some(Guide { role: RoleName::named(sign_in.role)?, email, name })
    };
    Tour { password: PASSWORD.to_owned(), guides: SIGN_INS.iter().filter_map(guide).collect() }
}

/// A folder with anything else in it is not ours to fill; what an interrupted play left behind is.
fn refuse_strange(data: &Path) -> Result<(), String> {
    let begun = data.join("demonstration-begun");
    if begun.exists() {
        std::fs::remove_dir_all(data).map_err(|e| format!("{}: {e}", data.display()))?;
    }
    let strange = std::fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_some());
    if strange {
        return Err(format!(
            "{} holds something else; choose an empty folder with --data, or serve it with `kapok serve`",
            data.display()
        ));
    }
    std::fs::create_dir_all(data).map_err(|e| format!("{}: {e}", data.display()))?;
    std::fs::write(begun, "").map_err(|e| format!("{}: {e}", data.display()))
}

async fn play(settings: &crate::settings::Settings, data: &Path) -> Result<(), String> {
    let now = Clock::system().now();
    let installation = installation::open(settings, Clock::set_at(now)).await?;
    let bar = bar();
    let told = |step: Step| tell(bar.as_ref(), step);
    let played = kapok_demo::play(&installation.engine, now, &told).await;
    played.map_err(|e| format!("the demonstration could not be played: {}", crate::user::say(&e)))?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let mark = |name: &str| data.join(name);
    std::fs::write(mark(PLAYED), "").map_err(|e| e.to_string())?;
    std::fs::remove_file(mark("demonstration-begun")).map_err(|e| e.to_string())
}

fn bar() -> Option<ProgressBar> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg:44} {bar:24} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    Some(bar)
}

/// Moves the bar on a terminal; elsewhere each part of the play is a line when it is done.
fn tell(bar: Option<&ProgressBar>, step: Step) {
    match bar {
        Some(bar) => {
            bar.set_length(step.of as u64);
            bar.set_position(step.done as u64);
            bar.set_message(step.what);
        }
        None if step.done == step.of => eprintln!("played: {} ({})", step.what, step.of),
        None => {}
    }
}

fn introduce(address: &str) {
    println!("The demonstration is served at {address}\n");
    println!("Sign in at {address}/sign-in with the password \"{PASSWORD}\" as");
    for sign_in in SIGN_INS {
        println!("  {:<14} {:<30} {}", sign_in.role, sign_in.email, sign_in.name);
    }
    println!(
        "\nIts texts and people are invented. Stop it with Ctrl-C; the next start serves what is there."
    );
}
