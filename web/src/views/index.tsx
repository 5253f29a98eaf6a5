// Which view an address shows. Door: viewOf.
import type { Route } from "../router.tsx";
import { Empty } from "../shell/state.tsx";
import { Link } from "../router.tsx";
import { ActorsView, ActorView } from "./actor.tsx";
import { AlertsView } from "./alerts.tsx";
import { ArticleView } from "./article.tsx";
import { CorrectionsView } from "./corrections.tsx";
import { DyadView } from "./dyad.tsx";
import { EventView } from "./event.tsx";
import { ExchangeView } from "./exchange.tsx";
import { FeedsView } from "./feeds.tsx";
import { PairChooser } from "./pair.tsx";
import { PostsView } from "./posts.tsx";
import { SearchView } from "./search.tsx";
import { TodayView } from "./today.tsx";
import { Heading } from "./heading.tsx";

const Nowhere = () => (
  <>
    <Heading title="Not here" />
    <Empty><p>No view has this address. <Link to="/">Today</Link> shows what moved.</p></Empty>
  </>
);

export function viewOf({ path, at }: Route) {
  const [view = "", one, two, ...rest] = path;
  if (rest.length > 0) return <Nowhere />;
  switch (view) {
    case "": return <TodayView at={at} />;
    case "exchange": return one && two ? <ExchangeView key={`${one}/${two}`} a={one} b={two} at={at} /> : <PairChooser to="exchange" first={one} />;
    case "dyad": return one && two ? <DyadView key={`${one}/${two}`} a={one} b={two} at={at} /> : <PairChooser to="dyad" first={one} />;
    case "posts": return <PostsView one={one} at={at} />;
    case "actors": return one ? <ActorView key={one} id={one} /> : <ActorsView at={at} />;
    case "search": return <SearchView at={at} />;
    case "article": return one ? <ArticleView key={one} id={one} at={at} /> : <Nowhere />;
    case "event": return one ? <EventView key={one} id={one} /> : <Nowhere />;
    case "alerts": return <AlertsView at={at} />;
    case "feeds": return <FeedsView />;
    case "corrections": return <CorrectionsView />;
    default: return <Nowhere />;
  }
}
