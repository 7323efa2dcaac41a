//! A race of update rules from one point, each its own way and at its own learning rate.

use super::ground::Ground;
use super::pace::Pace;
use super::racer::Racer;
use super::slice::Slice;
use crate::staff::names::OptimizerName;
use crate::surfaces::Surface;
use common::by_hand::{Streams, Tensor};
use common::figures::Plot;

/// A race on a ground.
pub struct Race {
    ground: Box<dyn Ground>,
    /// None for the loss of a network.
    pub(super) surface: Option<Surface>,
    pub(super) field: Field,
    streams: Streams,
}

/// Who is where, and how they go on.
#[derive(Debug, Clone)]
pub struct Field {
    pub(super) racers: Vec<Racer>,
    /// How they go on.
    pub pace: Pace,
    steps: u64,
}

impl Race {
    /// A race before its first step, on a surface or on a network's loss.
    pub fn new(
        ground: Result<Surface, Slice>,
        team: &[OptimizerName],
        pace: Pace,
        streams: Streams,
    ) -> Self {
        let (mut ground, surface): (Box<dyn Ground>, _) = match ground {
            Ok(surface) => (Box::new(surface), Some(surface)),
            Err(slice) => (Box::new(slice), None),
        };
        let start = ground.start();
        let racers = team.iter();
        let racers = racers.map(|rule| Racer::new(*rule, &mut *ground, start));
        let field = Field {
            racers: racers.collect(),
            pace,
            steps: 0,
        };
        Self {
            ground,
            surface,
            field,
            streams,
        }
    }

    /// One update of each.
    pub fn step(&mut self) {
        let Field { pace, steps, .. } = self.field;
        let place = self.field.racers[0].place();
        let noise: Tensor<1> = match pace.noise {
            0.0 => place.zeros_like(),
            deviation => {
                let mut stream = self.streams.at("gradient noise", steps);
                stream.normal_tensor(place.dims(), deviation, &place.device())
            }
        };
        for racer in &mut self.field.racers {
            let rate = pace.rate(racer.rule, self.surface);
            racer.step(&mut *self.ground, rate, &noise);
        }
        self.field.steps += 1;
    }

    /// All begin anew at a point of the plane.
    pub fn start_at(&mut self, point: [f64; 2]) {
        for racer in &mut self.field.racers {
            *racer = Racer::new(racer.rule, &mut *self.ground, point);
        }
    }

    /// Who races.
    pub fn racers(&self) -> &[Racer] {
        &self.field.racers
    }

    /// Who is where, to be kept.
    pub fn field(&mut self) -> &mut Field {
        &mut self.field
    }

    /// The ways of all over the ground.
    pub fn plot(&self) -> Plot {
        let plot = Plot::new("Who is where").contours(&self.ground.picture());
        let plot = match self.surface {
            Some(surface) => plot.x("x").y("y").target(surface.minimum().into()),
            None => plot
                .note("a slice through the start and two ends; paths are their shadows on it")
                .x("from the start towards the end of SGD")
                .y("towards the end of Adam"),
        };
        plot.each(&self.field.racers, |plot, racer| {
            plot.path(racer.to_string(), racer.path.points())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::pace::limit;
    use super::*;

    /// Who was thrown out of a bowl at this share of the limit.
    fn thrown_out(rule: &'static [OptimizerName; 1], share: f64) -> bool {
        let pace = Pace {
            factor: 1.0,
            same_rate: false,
            noise: 0.0,
        };
        let mut race = Race::new(Ok(Surface::Bowl), rule, pace, Streams::new(1));
        let (limit, _) = limit(rule[0], race.surface).unwrap();
        let own = pace.rate(rule[0], race.surface);
        race.field().pace.factor = share * limit / own;
        (0..3000).for_each(|_| race.step());
        race.field.racers[0].thrown_out.is_some()
    }

    #[test]
    fn a_rule_is_thrown_out_above_its_limit_and_not_below() {
        for rule in [
            &[OptimizerName::Sgd],
            &[OptimizerName::Momentum],
            &[OptimizerName::Nesterov],
        ] {
            assert_eq!(
                [0.98, 1.02].map(|share| thrown_out(rule, share)),
                [false, true]
            );
        }
    }
}
