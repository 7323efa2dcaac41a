//! What is asked of `assignment1/src/training.rs` with inputs that nobody has seen.

use assignment1::activations::Relu;
use assignment1::cross_entropy::CrossEntropy;
use assignment1::linear::Linear;
use assignment1::mlp::Mlp;
use assignment1::training::{accuracy, minibatch, step};
use common::by_hand::{Memory, Optimizer, Tensor, UpdateRule};
use probe::Case;

/// a1.training.minibatch
pub fn training_minibatch(case: &mut Case) {
    let [batch_size, whole, rest] = case.sizes([3..=7, 2..=5, 1..=2]);
    let examples = whole * batch_size + rest;
    // Some examples of a larger set, in random order.
    let order = case.permutation(examples + 5)[..examples].to_vec();
    let numbers = |of: &[usize]| of.iter().map(|&of| of as f64).collect::<Vec<_>>();
    case.asked("order", numbers(&order));
    case.asked("batch size", batch_size);
    let batches = (0..whole).map(|batch| numbers(minibatch(&order, batch, batch_size)));
    case.give("whole batches", batches.collect::<Vec<_>>().concat());
    let full = &order[..whole * batch_size];
    let last = [
        minibatch(&order, whole, batch_size),
        minibatch(full, whole - 1, batch_size),
        minibatch(&order, examples - 1, 1),
        minibatch(&order, 0, examples + rest),
    ];
    case.give("last batches", numbers(&last.concat()));
}

/// a1.training.step
pub fn training_step(case: &mut Case) {
    // The step is the optimiser's, whatever its rule and its memory of each parameter.
    #[derive(Debug)]
    struct Rule;
    impl UpdateRule for Rule {
        fn update(
            &self,
            rate: f64,
            value: Tensor<1>,
            grad: Tensor<1>,
            memory: &mut Memory,
        ) -> Tensor<1> {
            let last = memory.take("last", &grad);
            memory.keep("last", grad.clone());
            value - (grad + last * 0.5) * (rate / memory.step as f64)
        }
    }
    let [features, hidden, classes] = case.sizes([2..=5, 5..=9, 3..=6]);
    let mut affine = |sizes| Box::new(Linear::with_weight(case.normal("weight", sizes)));
    let layers = (affine([features, hidden]), affine([hidden, classes]));
    let mut network = Mlp::of(vec![layers.0, Box::new(Relu::default()), layers.1]);
    let mut loss = CrossEntropy::default();
    let mut optimizer = Optimizer::new(Rule, case.number_in("learning rate", 0.2..0.6));
    let mut losses = Vec::new();
    for _ in 0..3 {
        let batch = case.size(1..=7);
        let inputs = case.normal("inputs", [batch, features]);
        let targets = case.one_hot("targets", [batch, classes]);
        losses.push(step(
            &mut network,
            &mut loss,
            &mut optimizer,
            inputs,
            targets,
        ));
    }
    case.give("losses", Tensor::cat(losses, 0));
    let parameters = network.parameters_mut().into_iter();
    let parameters = parameters.map(|parameter| parameter.flat_value()).collect();
    case.give("parameters", Tensor::<1>::cat(parameters, 0));
}

/// a1.training.accuracy
pub fn training_accuracy(case: &mut Case) {
    let [batch, classes] = case.sizes([4..=9, 3..=7]);
    // The largest logit is at the class, and where all are negative it is not the farthest from 0.
    let (hot, rows) = (
        case.one_hot("predicted", [batch, classes]),
        case.spread("row", [batch, 1], 20.0),
    );
    let logits = case.between("logits", [batch, classes], -1.0..1.0) + hot.clone() * 4.0 + rows;
    let classes = classes as i64;
    let predicted = hot.argmax(1).squeeze_dim::<1>(1);
    let wrong = (predicted.clone() + 1).remainder_scalar(classes);
    let right = 1 + case.below(batch - 2);
    let some = [
        predicted.clone().narrow(0, 0, right),
        wrong.clone().narrow(0, right, batch - right),
    ];
    let labels = [Tensor::cat(some.into(), 0), predicted.clone(), wrong];
    let mut shares = labels
        .map(|labels| accuracy(logits.clone(), labels))
        .to_vec();
    shares.push(accuracy(logits.narrow(0, 0, 1), predicted.narrow(0, 0, 1)));
    case.give("accuracies", shares);
}
