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

/// An amount of money in US dollars, with its currency.
#[must_use]
pub fn dollars(millions: f64, tongue: Tongue) -> String {
    let exact = whole(millions * 1_000_000.0);
    let amount = rounded(exact, if exact >= 1_000_000 { 100_000 } else { 10_000 });
    if tongue == Tongue::Zh {
        return format!("{}美元", in_wan(amount));
    }
    let said = if amount < 1_000_000 { grouped(amount, tongue) } else { figure(in_millions(amount), tongue) };
    let one = amount < 2_000_000;
    match (tongue, amount < 1_000_000) {
        (Tongue::En | Tongue::Zh, true) => format!("USD {said}"),
        (Tongue::En | Tongue::Zh, false) => format!("USD {said} million"),
        (Tongue::Es, true) => format!("{said} dólares"),
        (Tongue::Es, false) if said == "1" => "1 millón de dólares".to_owned(),
        (Tongue::Es, false) => format!("{said} millones de dólares"),
        (Tongue::Fr, true) => format!("{said} dollars"),
        (Tongue::Fr, false) if one => format!("{said} million de dollars"),
        (Tongue::Fr, false) => format!("{said} millions de dollars"),
    }
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

fn in_millions(count: u64) -> f64 {
    f64::from(u32::try_from(rounded(count, 100_000) / 100_000).unwrap_or(u32::MAX)) / 10.0
}

/// The nearest multiple of a step.
fn rounded(count: u64, step: u64) -> u64 {
    (count + step / 2) / step * step
}

fn decimal(value: f64, tongue: Tongue) -> String {
    let said = format!("{value:.1}");
    match tongue {
        Tongue::En | Tongue::Zh => said,
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

    #[test]
    fn money_has_its_words() {
        assert_eq!(
            Tongue::ALL.map(|tongue| dollars(4.23, tongue)),
            ["USD 4.2 million", "420万美元", "4,2 millones de dólares", "4,2 millions de dollars"]
        );
        assert_eq!(dollars(128.4, Tongue::Zh), "1.3亿美元");
        assert_eq!(dollars(4.157, Tongue::Fr), "4,2 millions de dollars");
        assert_eq!(
            Tongue::ALL.map(|tongue| dollars(0.64, tongue)),
            ["USD 640,000", "64万美元", "640.000 dólares", "640\u{202f}000 dollars"]
        );
    }
}
