//! What is asked of `assignment1/src/optimizers.rs` with inputs that nobody has seen. Each rule takes several
//! steps with other gradients and rates, and settings that are nobody's defaults; ε is large enough to show
//! where it stands. What the memory keeps is not looked at.

use assignment1::optimizers::{AdaGrad, Adam, AdamW, Momentum, Nesterov, RmsProp};
use common::by_hand::{Memory, Tensor, UpdateRule};
use probe::Case;

/// Four steps of a rule.
fn steps(case: &mut Case, rule: &dyn UpdateRule) -> Tensor<1> {
    let elements = case.size(2..=7);
    let mut value = case.normal("value", [elements]);
    let mut memory = Memory::default();
    for step in 1..=4 {
        memory.step = step;
        let rate = case.number_in("learning rate", 0.1..0.5);
        let grad = case.away_from_zero("gradient", [elements]);
        value = rule.update(rate, value, grad, &mut memory);
    }
    value
}

/// a1.optimizers.momentum
pub fn optimizers_momentum(case: &mut Case) {
    let momentum = case.number_in("momentum", 0.4..0.8);
    let value = steps(case, &Momentum { momentum });
    case.give("value after four steps", value);
}

/// a1.optimizers.nesterov
pub fn optimizers_nesterov(case: &mut Case) {
    let momentum = case.number_in("momentum", 0.4..0.8);
    let value = steps(case, &Nesterov { momentum });
    case.give("value after four steps", value);
}

/// a1.optimizers.adagrad
pub fn optimizers_adagrad(case: &mut Case) {
    let epsilon = case.number_in("epsilon", 0.05..0.2);
    let value = steps(case, &AdaGrad { epsilon });
    case.give("value after four steps", value);
}

/// a1.optimizers.rmsprop
pub fn optimizers_rmsprop(case: &mut Case) {
    let decay = case.number_in("decay", 0.4..0.8);
    let epsilon = case.number_in("epsilon", 0.05..0.2);
    let value = steps(case, &RmsProp { decay, epsilon });
    case.give("value after four steps", value);
}

/// a1.optimizers.adam
pub fn optimizers_adam(case: &mut Case) {
    let beta_1 = case.number_in("beta 1", 0.3..0.6);
    let beta_2 = case.number_in("beta 2", 0.7..0.9);
    let epsilon = case.number_in("epsilon", 0.05..0.2);
    let value = steps(
        case,
        &Adam {
            beta_1,
            beta_2,
            epsilon,
        },
    );
    case.give("value after four steps", value);
}

/// a1.optimizers.adamw
pub fn optimizers_adamw(case: &mut Case) {
    let beta_1 = case.number_in("beta 1", 0.3..0.6);
    let beta_2 = case.number_in("beta 2", 0.7..0.9);
    let epsilon = case.number_in("epsilon", 0.05..0.2);
    let weight_decay = case.number_in("weight decay", 0.2..0.5);
    let adam = Adam {
        beta_1,
        beta_2,
        epsilon,
    };
    let value = steps(case, &AdamW { adam, weight_decay });
    case.give("value after four steps", value);
}
