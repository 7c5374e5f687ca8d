package io.breakwater.ops.doctor;

import io.breakwater.model.Lifecycle;
import io.breakwater.model.ModelCard;
import io.breakwater.ops.probe.Probe;
import io.breakwater.ops.probe.Seen;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether models' lifecycles are as in the catalogue, so that an end of life is found before a model
/// stops answering.
///
/// @param today the current day in UTC
record Lifecycles(List<ModelCard> models, LocalDate today) implements Check {
    private static final String NAME = "lifecycle";
    private static final String BY_HAND = "; by hand: aws bedrock list-foundation-models --region ";

    Lifecycles {
        models = List.copyOf(models);
    }

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        Seen<Map<String, Lifecycle>> seen = probe.lifecycles();
        return models.stream()
                .map(model -> new Line(NAME, place, judge(model, place, seen)))
                .toList();
    }

    private Finding judge(ModelCard model, CheckedPlace place, Seen<Map<String, Lifecycle>> seen) {
        return switch (seen) {
            case Seen.There<Map<String, Lifecycle>>(Map<String, Lifecycle> known) ->
                known.isEmpty()
                        ? known(model, "Bedrock lists no model here" + BY_HAND + place.region())
                        : said(model, Optional.ofNullable(known.get(model.id().value())));
            case Seen.NotThere<Map<String, Lifecycle>>() ->
                known(model, "Bedrock lists no models" + BY_HAND + place.region());
            case Seen.Unreadable<Map<String, Lifecycle>>(String why) -> known(model, why + BY_HAND + place.region());
        };
    }

    /// The finding by the catalogue alone, without an answer of Bedrock.
    private Finding known(ModelCard model, String why) {
        return model.listing().lifecycle().ended(today)
                ? over(model, model.listing().lifecycle())
                : new Finding.Unknown(model.name() + ": " + why);
    }

    /// The finding by Bedrock's answer. Bedrock lists a model only in its own Region; one that is not
    /// listed can still be called through a profile.
    private Finding said(ModelCard model, Optional<Lifecycle> said) {
        Lifecycle written = model.listing().lifecycle();
        Lifecycle real = said.orElse(written);
        if (real.ended(today)) {
            return over(model, real);
        }
        return agree(real, written)
                ? new Finding.Ok(model.name() + " is " + words(real))
                : new Finding.Wrong(
                        "%s is %s, the catalogue says %s".formatted(model.name(), words(real), words(written)),
                        "config/models.yaml, models['%s'].lifecycle: %s".formatted(model.id(), yaml(real)));
    }

    /// Whether both agree; an active model may have an end that is announced long before, which is not
    /// a fault.
    private static boolean agree(Lifecycle real, Lifecycle written) {
        return real.status() == written.status()
                && (real.status() == Lifecycle.Status.ACTIVE || real.endOfLife().equals(written.endOfLife()));
    }

    private static Finding over(ModelCard model, Lifecycle lifecycle) {
        return new Finding.Wrong(
                model.name() + " reached its end of life on "
                        + lifecycle.endOfLife().orElseThrow(),
                "give the tiers that name %s another model".formatted(model.id()));
    }

    private static String words(Lifecycle lifecycle) {
        String end = lifecycle.endOfLife().map(day -> ", its end is " + day).orElse(", no end announced");
        return lifecycle.status().name().toLowerCase(Locale.ROOT) + end;
    }

    private static String yaml(Lifecycle lifecycle) {
        String end = lifecycle.endOfLife().map(day -> ", endOfLife: " + day).orElse("");
        return "{ status: " + lifecycle.status().name().toLowerCase(Locale.ROOT) + end + " }";
    }
}
