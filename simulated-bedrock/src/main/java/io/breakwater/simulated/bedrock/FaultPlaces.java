package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.fault.Fault;
import io.breakwater.simulated.bedrock.fault.FaultMatch;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The accounts, Regions, models and profiles that a fault can name: one that names another would never strike.
final class FaultPlaces {

    private final Set<String> accounts;
    private final Set<String> regions = new TreeSet<>();
    private final Set<String> models;
    private final Set<String> profiles;

    FaultPlaces(SimulatedAccounts accounts, Catalogue catalogue) {
        this.accounts = new TreeSet<>(accounts.ids());
        this.models = new TreeSet<>(catalogue.models().keySet());
        this.profiles = new TreeSet<>(models);
        profiles.addAll(catalogue.profiles().keySet());
        catalogue.models().values().forEach(model -> regions.addAll(model.onDemandRegions()));
        catalogue
                .profiles()
                .values()
                .forEach(profile -> regions.addAll(profile.destinations().keySet()));
    }

    /// The faults themselves, or an error that says what the first impossible one names and could name.
    Checked<List<Fault>> check(List<Fault> faults) {
        Optional<String> wrong = IntStream.range(0, faults.size())
                .boxed()
                .flatMap(index ->
                        wrong("[" + index + "].match.", faults.get(index).match()))
                .findFirst();
        return wrong.<Checked<List<Fault>>>map(problem -> Checked.no(SentError.validation(problem)))
                .orElse(Checked.ok(faults));
    }

    private Stream<String> wrong(String at, FaultMatch match) {
        return Stream.of(
                        unknown(at + "account", match.account(), accounts),
                        unknown(at + "region", match.region(), regions),
                        unknown(at + "model", match.model(), models),
                        unknown(at + "profile", match.profile(), profiles))
                .flatMap(Optional::stream);
    }

    private static Optional<String> unknown(String at, @Nullable String name, Collection<String> known) {
        return name == null || known.contains(name)
                ? Optional.empty()
                : Optional.of(
                        at + " is \"" + name + "\", which is not simulated: use one of " + String.join(", ", known));
    }
}
