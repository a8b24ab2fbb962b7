//! Exact numbers: decimals for what people give, rationals for what is computed from it.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
pub use rust_decimal::Decimal;

/// An exact rational number.
pub type Exact = BigRational;

/// The exact value of a decimal.
#[must_use]
pub fn exact(decimal: Decimal) -> Exact {
    let denominator = BigInt::from(10).pow(decimal.scale());
    Exact::new(BigInt::from(decimal.mantissa()), denominator)
}

/// An exact number written with `places` decimals, halves away from zero: for showing, never for comparing.
#[must_use]
pub fn rounded(value: &Exact, places: u32) -> String {
    let scale = Exact::from_integer(BigInt::from(10).pow(places));
    let scaled = (value * scale).round().to_integer();
    let digits = scaled.abs().to_string();
    let places = places as usize;
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let sign = if scaled.is_negative() { "-" } else { "" };
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The nearest floating-point number, for plots.
#[must_use]
pub fn approximate(value: &Exact) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_exact_and_are_shown_rounded() {
        let third = Exact::new(BigInt::from(1), BigInt::from(3));
        assert_eq!(rounded(&third, 4), "0.3333");
        assert_eq!(rounded(&-third, 2), "-0.33");
        assert_eq!(rounded(&exact("2.5".parse().unwrap()), 0), "3");
        assert_eq!(rounded(&exact("0.05".parse().unwrap()), 1), "0.1");
        assert_eq!(
            exact("0.1".parse().unwrap()) + exact("0.2".parse().unwrap()),
            exact("0.3".parse().unwrap())
        );
    }
}
