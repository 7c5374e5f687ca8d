package io.breakwater.ops.doctor;

import io.breakwater.model.ModelCard;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Shard;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Compares the whole catalogue, not only the part that an environment uses, with Bedrock's answers in
/// the accounts and Regions of its shards.
final class CatalogueCheck {
    private final Settings settings;
    private final CatalogueLines lines;
    private final AccountsAccess accounts;
    private final LocalDate today;

    CatalogueCheck(Settings settings, CatalogueLines lines, AccountsAccess accounts, LocalDate today) {
        this.settings = settings;
        this.lines = lines;
        this.accounts = accounts;
        this.today = today;
    }

    /// @param report gets each line as soon as it is known
    void examine(Consumer<Line> report) {
        for (Shard shard : settings.shards()) {
            for (Region region : shard.regions()) {
                CheckedPlace place = new CheckedPlace(shard.account(), region);
                accounts.examine(place, checks(place), report);
            }
        }
    }

    /// The checks. A model past the end of life in the catalogue is left out, since Bedrock no longer
    /// lists it.
    private List<Check> checks(CheckedPlace place) {
        List<Profile> here = settings.profiles().values().stream()
                .filter(profile -> profile.reachableFrom(place.region()))
                .filter(profile -> !profile.model().listing().lifecycle().ended(today))
                .sorted(Comparator.comparing(profile -> profile.id().value()))
                .toList();
        List<ModelCard> models = here.stream().map(Profile::model).distinct().toList();
        return List.of(
                new Destinations(here, lines),
                new ListedModels(here, lines),
                new Lifecycles(models, today),
                new UnlistedProfiles(settings.profiles().values()));
    }
}
