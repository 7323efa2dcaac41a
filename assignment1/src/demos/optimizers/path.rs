//! The path of an update rule over the plane that is seen.

/// Points in the order of the steps: of every step at first, then of every second, fourth, …, so that it
/// does not grow for ever.
#[derive(Debug, Clone)]
pub struct Path {
    points: Vec<(f64, f64)>,
    last: (f64, f64),
    steps: usize,
    every: usize,
}

impl Path {
    /// Points that are kept at most.
    const MOST: usize = 1000;

    /// A path that begins at this point.
    pub fn from([x, y]: [f64; 2]) -> Self {
        Self {
            points: vec![(x, y)],
            last: (x, y),
            steps: 0,
            every: 1,
        }
    }

    /// Goes on to this point.
    pub fn push(&mut self, [x, y]: [f64; 2]) {
        self.steps += 1;
        self.last = (x, y);
        if self.steps.is_multiple_of(self.every) {
            self.points.push((x, y));
        }
        if self.points.len() > Self::MOST {
            let mut is_kept = [true, false].into_iter().cycle();
            self.points.retain(|_| is_kept.next() == Some(true));
            self.every *= 2;
        }
    }

    /// The points, the last one too.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.points.iter().copied().chain([self.last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_stays_short_and_keeps_its_ends() {
        let mut path = Path::from([0.0; 2]);
        (1..=2501).for_each(|step| path.push([f64::from(step), 0.0]));
        let points: Vec<_> = path.points().collect();
        assert!((500..1100).contains(&points.len()), "{}", points.len());
        assert_eq!((points[0].0, points[1].0), (0.0, 4.0));
        assert_eq!(points[points.len() - 1].0, 2501.0);
    }
}
