package io.breakwater.call;

import io.breakwater.model.AnswerModel;

/// What answers tell of who answered.
///
/// @param targets whether they name shard, Region and profile, as `exposeTargets` says
/// @param model what stands in their `model`, as `answerModel` says
public record Disclosure(boolean targets, AnswerModel model) {}
