//! Novikoff's theorem: a perceptron makes finitely many mistakes, if a line separates the examples.
//!
//! Let x̃ = (x, 1), let R be the length of the longest x̃, and let a unit vector u separate the examples
//! with the margin γ:
//!
//! y_i u · x̃_i ≥ γ > 0 for every example   (1)
//!
//! From weights of zero, either rule of `perceptron.rs` then changes its weights at most (R/γ)² times,
//! in whatever order the examples come. An update adds η m, where m is y_i x̃_i of a misclassified
//! example or the mean of several; so u · m ≥ γ by (1), w · m ≤ 0 by the mistake, and ‖m‖ ≤ R.
//! After k updates
//!
//! u · w ≥ k η γ   (2)
//! ‖w‖² ≤ k η² R²   (3)
//! k η γ ≤ u · w ≤ ‖w‖ ≤ √k η R,  hence k ≤ (R/γ)²   (4)
//!
//! Every separating u gives a bound, the one with the widest margin the tightest. That margin is the
//! distance of the origin from the convex hull of the points z_i = y_i x̃_i: a point w of the hull says
//!
//! min_i z_i · w / ‖w‖ ≤ widest margin ≤ ‖w‖   (5)
//!
//! and the two sides meet at the hull's nearest point. If the origin lies in the hull, no line
//! separates the examples: there is no bound, and the rules never stop making mistakes.
//!
//! Sources: Novikoff, *On convergence proofs for perceptrons*, Symposium on the Mathematical Theory of
//! Automata 12 (1962); Mitchell, Demyanov and Malozemov, *Finding the point of a polyhedron closest
//! to the origin*, SIAM Journal on Control 12 (1974), for the search.

/// How well a line separates some examples, as far as a search has found out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// R.
    pub radius: f64,
    /// The widest margin found, a margin that some line has; no line was found if it is not positive.
    pub found: f64,
    /// No line has a wider margin than this.
    pub at_most: f64,
}

/// The search ends when the margin found is this share of the widest.
const SHARE: f64 = 0.99;
/// It ends without a line when every line's margin is below this share of R.
const NONE: f64 = 1e-6;
/// Multiplications after which it ends anyway.
const WORK: usize = 1_000_000_000;

impl Margin {
    /// Searches for the widest margin. Deterministic, in double precision.
    ///
    /// `inputs` holds the examples one after the other, `features` numbers each; `labels` are +1
    /// and -1.
    ///
    /// # Panics
    /// If there is no example.
    pub fn of(inputs: &[f64], features: usize, labels: &[f64]) -> Self {
        let rows = inputs.chunks_exact(features).zip(labels);
        let points: Vec<Vec<f64>> = rows
            .map(|(row, label)| row.iter().chain([&1.0]).map(|x| x * label).collect())
            .collect();
        let longest = points.iter().map(|point| dot(point, point).sqrt());
        let mut margin = Self {
            radius: longest.fold(0.0, f64::max),
            found: f64::NEG_INFINITY,
            at_most: f64::INFINITY,
        };
        // The nearest point so far, and its weights as a mean of the points.
        let mut nearest = points[0].clone();
        let mut weights = vec![0.0; points.len()];
        weights[0] = 1.0;
        for _ in 0..(WORK / (points.len() * (features + 1))).clamp(1000, 100_000) {
            let length = dot(&nearest, &nearest).sqrt();
            let products: Vec<f64> = points.iter().map(|point| dot(point, &nearest)).collect();
            let order = |a: &usize, b: &usize| products[*a].total_cmp(&products[*b]);
            let carrying = (0..points.len()).filter(|&point| weights[point] > 0.0);
            let (Some(low), Some(high)) = ((0..points.len()).min_by(order), carrying.max_by(order))
            else {
                break;
            };
            margin.at_most = margin.at_most.min(length);
            margin.found = margin.found.max(products[low] / length);
            if margin.found >= SHARE * margin.at_most || length <= NONE * margin.radius {
                break;
            }
            // Weight moves from the furthest of the points that carry some to the nearest of all.
            let way: Vec<f64> = points[low]
                .iter()
                .zip(&points[high])
                .map(|(to, from)| to - from)
                .collect();
            let best = (products[high] - products[low]) / dot(&way, &way);
            let moved = best.min(weights[high]);
            weights[low] += moved;
            weights[high] -= moved;
            for (coordinate, way) in nearest.iter_mut().zip(&way) {
                *coordinate += moved * way;
            }
        }
        margin
    }

    /// (R/γ)² with γ the margin found: at most so many updates. `None` without a separating line.
    pub fn bound(&self) -> Option<f64> {
        (self.found > 0.0).then(|| (self.radius / self.found).powi(2))
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
