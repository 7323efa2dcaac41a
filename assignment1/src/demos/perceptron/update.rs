//! What an example does to the weights, in pictures and numbers.

use crate::perceptron::Perceptron;
use crate::staff::points::Points;
use common::demo::Frame;
use common::figures::Plot;
use common::table::{Table, decimals};

/// The ranges of both axes.
type Area = [(f64, f64); 2];

/// An example with its label, and the weights, the bias last, before and after it.
#[derive(Debug, Clone, Copy)]
pub struct Update {
    /// The example.
    pub example: [f64; 2],
    /// +1 or -1.
    pub label: f64,
    /// The weights before it.
    pub before: [f64; 3],
    /// The weights after it.
    pub after: [f64; 3],
}

impl Update {
    /// What the example `at` does to a perceptron at this learning rate.
    pub fn by(perceptron: &mut Perceptron, (points, at): (&Points, usize), rate: f64) -> Self {
        let weights = |of: &Perceptron| {
            let mut values = of
                .weights
                .to_data()
                .iter()
                .collect::<Vec<f64>>()
                .into_iter();
            std::array::from_fn(|_| values.next().unwrap_or(0.0))
        };
        let (before, label) = (weights(perceptron), points.labels[at]);
        perceptron.rosenblatt_step(points.inputs().narrow(0, at, 1), label, rate);
        Self {
            example: points.places[at],
            label,
            before,
            after: weights(perceptron),
        }
    }

    /// All of it, if there was one yet, with a plot of the examples in an area.
    pub fn frame(last: Option<&Self>, (plot, area): (Plot, Area), rate: f64) -> Frame {
        let Some(last) = last else {
            return Frame::new().panel(plot);
        };
        let frame = Frame::new().panel(last.shown_on(plot, area));
        frame.panel(last.weights(rate)).panel(last.table())
    }

    /// Whether the weights have changed.
    pub fn is_mistake(&self) -> bool {
        self.before != self.after
    }

    /// What happened, in words.
    fn words(&self) -> String {
        let ([x, y], [w1, w2, b], label) = (self.example, self.before, self.label);
        let score = decimals(w1 * x + w2 * y + b, 2);
        let verdict = if self.is_mistake() {
            "a mistake"
        } else {
            "right"
        };
        format!("label {label:+}, score {score}: {verdict}")
    }

    /// An arrow to the example, and one across the line to the side of +1.
    fn shown_on(&self, plot: Plot, area: Area) -> Plot {
        let [(left, right), (low, high)] = area;
        let reach = (right - left) / 2.0;
        let ([x, y], [w1, w2, b]) = (self.example, self.after);
        let (length, middle) = (w1.hypot(w2), [(left + right) / 2.0, (low + high) / 2.0]);
        // From the foot of the middle on the line; without weights it has no place, and none is drawn.
        let away = (w1 * middle[0] + w2 * middle[1] + b) / length;
        let at = |far: f64| {
            let share = (far - away) / length;
            (middle[0] + share * w1, middle[1] + share * w2)
        };
        let beside = (x - 0.25 * reach, y + 0.25 * reach);
        let plot = plot
            .note(self.words())
            .arrow("the example shown", beside, (x, y));
        plot.arrow("across the line to +1", at(0.0), at(0.4 * reach))
    }

    /// The weights of x and y in units of the learning rate, and what was added to them.
    fn weights(&self, rate: f64) -> Plot {
        let [from, to] = [self.before, self.after].map(|w| (w[0] / rate, w[1] / rate));
        let ends = [from.0, from.1, to.0, to.1];
        let most = ends
            .into_iter()
            .fold(1.0, |most: f64, it| most.max(it.abs()));
        let side = (1.1 * most).ceil();
        let plot = Plot::new("The weights, in units of the learning rate");
        let plot = plot.x("w1").y("w2").area((-side, side), (-side, side));
        let zero = (0.0, 0.0);
        match self.is_mistake() {
            true => plot
                .arrow("w", zero, from)
                .arrow("label times example", from, to)
                .arrow("new w", zero, to),
            false => plot.arrow("w", zero, to),
        }
    }

    /// The same in numbers.
    fn table(&self) -> Table {
        let mut table = Table::new(["", "x", "y", "1"]);
        let ([x, y], before, after) = (self.example, self.before, self.after);
        let change = [0, 1, 2].map(|it| after[it] - before[it]);
        let rows = [
            ("example", [x, y, 1.0]),
            ("w", before),
            ("added", change),
            ("new w", after),
        ];
        for (name, row) in rows {
            let [a, b, c] = row.map(|it| decimals(it, 3));
            table.row([name.into(), a, b, c]);
        }
        table
    }
}
