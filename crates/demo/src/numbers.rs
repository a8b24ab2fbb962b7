//! Figures as an officer writes them in each language.

use crate::places::Tongue;

/// A bare figure: one decimal below ten unless it is whole, else whole, with the language's marks.
#[must_use]
pub fn figure(value: f64, tongue: Tongue) -> String {
    if tongue == Tongue::Zh && value >= 10_000.0 {
        return in_wan(whole(value));
    }
    let tenths = (value * 10.0).round() / 10.0;
    if tenths < 10.0 && tenths.fract() != 0.0 {
        return decimal(tenths, tongue);
    }
    grouped(whole(value), tongue)
}

/// A count in Chinese: by ten thousands to two places, from a hundred million on by hundred millions.
pub(crate) fn in_wan(count: u64) -> String {
    let of = |unit: u64, places: u64, name: &str| {
        let parts = rounded(count, unit / places) / (unit / places);
        let rest = format!("{:0width$}", parts % places, width = places.ilog10() as usize);
        match rest.trim_end_matches('0') {
            "" => format!("{}{name}", parts / places),
            rest => format!("{}.{rest}{name}", parts / places),
        }
    };
    match count {
        0..10_000 => count.to_string(),
        10_000..1_000_000 => of(10_000, 100, "万"),
        1_000_000..99_995_000 => format!("{}万", rounded(count, 10_000) / 10_000),
        _ => of(100_000_000, 10, "亿"),
    }
}

/// The nearest multiple of a step.
fn rounded(count: u64, step: u64) -> u64 {
    (count + step / 2) / step * step
}

fn decimal(value: f64, tongue: Tongue) -> String {
    marked(&format!("{value:.1}"), tongue)
}

/// With two decimals, as the sums of daily life are written.
pub(crate) fn hundredths(value: f64, tongue: Tongue) -> String {
    marked(&format!("{value:.2}"), tongue)
}

/// With the language's decimal mark.
fn marked(said: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::En | Tongue::Zh => said.to_owned(),
        Tongue::Es | Tongue::Fr => said.replace('.', ","),
    }
}

/// Whole numbers in groups of three; Spanish and Chinese leave four digits together.
fn grouped(value: u64, tongue: Tongue) -> String {
    let digits = value.to_string();
    let together = matches!(tongue, Tongue::Es | Tongue::Zh) && digits.len() <= 4;
    let mark = match tongue {
        Tongue::En | Tongue::Zh => ',',
        Tongue::Es => '.',
        Tongue::Fr => '\u{202f}',
    };
    let mut said = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && !together {
            said.push(mark);
        }
        said.push(digit);
    }
    said
}

/// The nearest whole number, for values that are never negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn whole(value: f64) -> u64 {
    value.round().max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_each_language_writes_them() {
        for (value, said) in [
            (3.44, ["3.4", "3.4", "3,4", "3,4"]),
            (12.6, ["13", "13", "13", "13"]),
            (4200.0, ["4,200", "4200", "4200", "4\u{202f}200"]),
            (84_000.0, ["84,000", "8.4万", "84.000", "84\u{202f}000"]),
            (199_800.0, ["199,800", "19.98万", "199.800", "199\u{202f}800"]),
        ] {
            assert_eq!(Tongue::ALL.map(|tongue| figure(value, tongue)), said);
        }
    }
}
