//! `kapok serve`: serves an installation until it is told to stop.

use crate::Common;
use crate::installation::{self, Installation};
use crate::settings;
use kapok_base::Clock;
use kapok_web::Tour;
use std::process::ExitCode;
use tokio::net::TcpListener;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Address and port to serve on.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Prints every setting with where it came from, and stops.
    #[arg(long)]
    show_config: bool,
    /// Prints a configuration file with every setting at its default, and stops.
    #[arg(long)]
    example_config: bool,
}

pub(crate) async fn run(common: &Common, options: &Options) -> Result<ExitCode, String> {
    if options.example_config {
        print!("{}", settings::example());
        return Ok(ExitCode::SUCCESS);
    }
    let settings = installation::settings(common, options.listen.as_ref())?;
    if options.show_config {
        print!("{}", settings.show());
        return Ok(ExitCode::SUCCESS);
    }
    installation::log(&settings);
    let listener = listen(settings.get("listen")).await?;
    let installation = installation::open(&settings, Clock::system()).await?;
    eprintln!("Kapok serves {}", installation.engine.config().public_url);
    until_stopped(installation, listener, None).await
}

/// Binds the address; done before the installation is opened, so that a taken port costs no time.
pub(crate) async fn listen(address: &str) -> Result<TcpListener, String> {
    TcpListener::bind(address)
        .await
        .map_err(|e| format!("cannot listen on {address}: {e}; choose another with --listen"))
}

/// Serves until Ctrl-C or a termination signal, then lets what is under way finish. Only the demonstration has a tour.
pub(crate) async fn until_stopped(
    installation: Installation,
    listener: TcpListener,
    tour: Option<Tour>,
) -> Result<ExitCode, String> {
    installation.engine.start_work();
    let engine = installation.engine.clone();
    let (router, _app) = match tour {
        Some(tour) => kapok_web::demonstration(engine, tour),
        None => kapok_web::router(engine),
    };
    kapok_web::serve(listener, router, stop_signal()).await.map_err(|e| e.to_string())?;
    Ok(ExitCode::SUCCESS)
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    drop(interrupt.await);
}
