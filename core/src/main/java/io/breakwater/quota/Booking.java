package io.breakwater.quota;

/// A part of a settlement, and the model that it is booked as in the day's breakdown.
public record Booking(ModelKey model, Demand used) {}
