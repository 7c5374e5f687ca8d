package io.breakwater.quota.usage;

import io.breakwater.quota.limits.LedgerAmount;

/// A part of a settlement, and the model to which it is booked in the day's breakdown.
public record ModelAmount(ModelKey model, LedgerAmount used) {}
