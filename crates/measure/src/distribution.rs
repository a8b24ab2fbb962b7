//! Student's t and normal chance, the same on every machine.

use kapok_base::Stream;

/// Student's t for whole degrees of freedom: the probability that |T| stays below `t`, by the finite series of
/// Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 26.7.3 and 26.7.4.
fn within(t: f64, degrees: usize) -> f64 {
    let angle = libm::atan(t / (degrees as f64).sqrt());
    let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
    let odd = degrees % 2 == 1;
    let (mut term, mut sum) = if odd { (cosine, cosine) } else { (1.0, 1.0) };
    let mut k = if odd { 3 } else { 2 };
    while k < degrees {
        term *= cosine * cosine * (k - 1) as f64 / k as f64;
        sum += term;
        k += 2;
    }
    match (odd, degrees) {
        (true, 1) => 2.0 / std::f64::consts::PI * angle,
        (true, _) => 2.0 / std::f64::consts::PI * (angle + sine * sum),
        (false, _) => sine * sum,
    }
}

/// How many standard errors to each side hold `level` (below 1) of Student's t. Above 2,000 degrees of freedom it
/// changes by less than 0.001 and is taken as for 2,000.
pub fn quantile(level: f64, degrees: usize) -> f64 {
    let degrees = degrees.clamp(1, 2000);
    let (mut low, mut high) = (0.0, 1.0);
    while within(high, degrees) < level && high < 1e6 {
        high *= 2.0;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if within(middle, degrees) < level { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Fills with independent standard normal numbers (Box and Muller 1958).
pub fn normal(stream: &Stream, out: &mut [f64]) {
    for pair in out.chunks_mut(2) {
        let bytes = stream.bytes::<16>();
        let (first, second) = bytes.split_at(8);
        let radius = (-2.0 * libm::log(1.0 - uniform(first))).sqrt();
        let angle = 2.0 * std::f64::consts::PI * uniform(second);
        pair[0] = radius * libm::cos(angle);
        if let Some(other) = pair.get_mut(1) {
            *other = radius * libm::sin(angle);
        }
    }
}

/// Half the square sum of `degrees` standard normal numbers, over half of `degrees`: a chi-square number over its mean
/// (Marsaglia and Tsang, "A simple method for generating gamma variables", 2000).
pub fn chi_square_over_mean(stream: &Stream, degrees: usize) -> f64 {
    // One or two degrees are below the method's domain; the sum of squares is at hand.
    if degrees <= 2 {
        let mut z = [0.0; 2];
        normal(stream, &mut z[..degrees.max(1)]);
        return z.iter().map(|z| z * z).sum::<f64>() / degrees.max(1) as f64;
    }
    let shape = degrees as f64 / 2.0;
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let mut z = [0.0; 1];
        normal(stream, &mut z);
        let root = 1.0 + c * z[0];
        let v = root * root * root;
        let u = 1.0 - uniform(&stream.bytes::<8>());
        if v > 0.0 && libm::log(u) < 0.5 * z[0] * z[0] + d - d * v + d * libm::log(v) {
            return d * v / shape;
        }
    }
}

/// A number from 0 up to, but not, 1, of 53 random bits.
fn uniform(bytes: &[u8]) -> f64 {
    let whole = bytes.iter().fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
    (whole >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use kapok_base::Random;

    #[test]
    fn quantiles_are_those_of_the_printed_tables() {
        let table = [(1, 6.314), (2, 2.920), (3, 2.353), (5, 2.015), (10, 1.812), (30, 1.697), (120, 1.658)];
        for (degrees, expected) in table {
            assert!((quantile(0.9, degrees) - expected).abs() < 5e-4, "{degrees}");
        }
        assert!((quantile(0.95, 4) - 2.776).abs() < 5e-4);
        assert!((quantile(0.9, 1_000_000) - 1.645).abs() < 1e-3);
    }

    #[test]
    fn draws_have_the_moments_of_their_distributions() {
        let stream = Random::seeded(1).stream("draws");
        let mut z = vec![0.0; 50_001];
        normal(&stream, &mut z);
        let moment = |k: i32| z.iter().map(|z| z.powi(k)).sum::<f64>() / z.len() as f64;
        assert!(moment(1).abs() < 0.02 && (moment(2) - 1.0).abs() < 0.02 && (moment(4) - 3.0).abs() < 0.1);
        for degrees in [1, 2, 3, 40] {
            let draws: Vec<f64> = (0..20_000).map(|_| chi_square_over_mean(&stream, degrees)).collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let variance = draws.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / 20_000.0;
            assert!((mean - 1.0).abs() < 0.03, "{degrees}: {mean}");
            assert!((variance * degrees as f64 - 2.0).abs() < 0.2, "{degrees}: {variance}");
        }
    }
}
