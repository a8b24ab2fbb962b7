//! The plot of a simulation: one line for each method over the number of judges per entry. It stands alone, prints
//! in grey, and its description is the table's twin.

use super::key;
use kapok_measure::simulate::{Method, Outcome, Setup};
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 440.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 160.0;
const TOP: f64 = 50.0;
const BOTTOM: f64 = 60.0;

/// Colour and dashes of a method's line: told apart in grey, too.
fn stroke(method: Method) -> (&'static str, &'static str) {
    match method {
        Method::Mean => ("#5b6770", "6 4"),
        Method::Adjusted => ("#a2342a", "none"),
        Method::Standardised => ("#a07a1f", "2 4"),
    }
}

/// Draws the outcomes as a whole SVG document.
pub(super) fn draw(setup: &Setup, outcomes: &[Outcome]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"13\" fill=\"#22282c\">\n<title>How many judges are enough</title>\n\
         <desc>{}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        described(outcomes)
    );
    let head = format!(
        "Share of the true best {} of {} that {} judges shortlist",
        setup.cut, setup.entries, setup.judges
    );
    text(&mut svg, (LEFT, 28.0), "start", &head);
    axes(&mut svg, outcomes);
    let methods = outcomes.first().map(|o| o.recoveries.iter().map(|r| r.method).collect::<Vec<_>>());
    for (i, method) in methods.unwrap_or_default().into_iter().enumerate() {
        line(&mut svg, outcomes, method);
        let (colour, dashes) = stroke(method);
        let (x, y) = (WIDTH - RIGHT + 16.0, TOP + 16.0 + 24.0 * i as f64);
        let _ = writeln!(
            svg,
            "<path d=\"M{x} {y}h24\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>"
        );
        text(&mut svg, (x + 30.0, y + 4.0), "start", &key(method).replace('_', " "));
    }
    svg.push_str("</svg>\n");
    svg
}

/// The numbers in words, for those who hear the plot.
fn described(outcomes: &[Outcome]) -> String {
    let one = |outcome: &Outcome| {
        let shares = outcome.recoveries.iter().map(|r| {
            format!("{} {:.1} ± {:.1} %", key(r.method), 100.0 * r.found.mean, 100.0 * r.found.error)
        });
        format!("{} per entry: {}", outcome.per_entry, shares.collect::<Vec<_>>().join(", "))
    };
    outcomes.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn x(outcomes: &[Outcome], i: usize) -> f64 {
    LEFT + (WIDTH - LEFT - RIGHT) * (i as f64 + 0.5) / outcomes.len().max(1) as f64
}

fn y(share: f64) -> f64 {
    HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share.clamp(0.0, 1.0)
}

fn axes(svg: &mut String, outcomes: &[Outcome]) {
    for tenth in (0..=10).step_by(2) {
        let share = f64::from(tenth) / 10.0;
        let _ = writeln!(svg, "<path d=\"M{LEFT} {:.1}H{}\" stroke=\"#d5dadd\"/>", y(share), WIDTH - RIGHT);
        text(svg, (LEFT - 8.0, y(share) + 4.0), "end", &format!("{} %", 10 * tenth));
    }
    for (i, outcome) in outcomes.iter().enumerate() {
        text(svg, (x(outcomes, i), HEIGHT - BOTTOM + 20.0), "middle", &outcome.per_entry.to_string());
    }
    let middle = f64::midpoint(LEFT, WIDTH - RIGHT);
    text(svg, (middle, HEIGHT - 16.0), "middle", "judges per entry; bars show two standard errors");
}

/// A method's line with a bar of two standard errors to each side of every point.
fn line(svg: &mut String, outcomes: &[Outcome], method: Method) {
    let (colour, dashes) = stroke(method);
    let mut path = String::new();
    for (i, outcome) in outcomes.iter().enumerate() {
        let Some(found) = outcome.recoveries.iter().find(|r| r.method == method).map(|r| r.found) else {
            continue;
        };
        let (x, middle) = (x(outcomes, i), y(found.mean));
        let (low, high) = (y(found.mean - 2.0 * found.error), y(found.mean + 2.0 * found.error));
        let _ = write!(path, "{}{x:.1} {middle:.1}", if path.is_empty() { 'M' } else { 'L' });
        let _ = writeln!(svg, "<path d=\"M{x:.1} {low:.1}V{high:.1}\" stroke=\"{colour}\"/>");
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"3.5\" fill=\"{colour}\"/>");
    }
    let _ = writeln!(
        svg,
        "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>"
    );
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, words: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>");
}
