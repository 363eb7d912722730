// What is on in the demo's guide: a few invented shows for each group of channels.

export interface Show {
  readonly title: string;
  readonly about: string;
  readonly minutes: number;
  /** In English, as media servers sort by it. */
  readonly category: string;
  readonly isSeries: boolean;
}

const series = (title: string, minutes: number, category: string, about: string): Show => ({
  title,
  about,
  minutes,
  category,
  isSeries: true,
});
const single = (title: string, minutes: number, category: string, about: string): Show => ({
  ...series(title, minutes, category, about),
  isSeries: false,
});

export const SHOWS: Readonly<Record<string, readonly Show[]>> = {
  General: [
    series('Good Morning, Harbour', 120, 'Talk', 'Weather, tides and guests, live from the quay.'),
    series('The Ferry', 45, 'Drama', 'Two families share one boat, and one secret.'),
    series('Quayside', 30, 'Soap', 'Everyone on the waterfront knows something.'),
    series('Knots & Crosses', 60, 'Game show', 'Four sailors, one rope, no second chance.'),
    series('The Evening Watch', 30, 'News', 'What happened today between the two piers.'),
    single('The Long Way Round', 105, 'Movie', 'A captain without a ship walks home along the coast.'),
  ],
  News: [
    series('Headlines', 30, 'News', 'The news of the hour.'),
    series('The Signal', 60, 'News', 'One story a day, told slowly.'),
    series('Market Tide', 30, 'Business', 'What rose, what fell, and who was standing under it.'),
    series('Weather at Sea', 15, 'Weather', 'Wind, waves and visibility for the days ahead.'),
  ],
  Sport: [
    series('Regatta Live', 120, 'Sports', 'Eight boats, nine buoys & a changing wind.'),
    series('Half-Time', 30, 'Sports', 'Talk about the first half while waiting for the second.'),
    series('Cold Water Swimming', 60, 'Sports', 'Four degrees, two kilometres, no wetsuit.'),
    series('The Classics', 90, 'Sports', 'Great finals, once more from the start.'),
  ],
  Films: [
    single('Salt', 95, 'Movie', 'A chemist finds the sea in a drop of tap water.'),
    single('Night Pilot', 110, 'Movie', 'He guides ships into harbour and has never been on deck.'),
    single('The Cartographer’s Daughter', 125, 'Movie', 'There is an island on no map, and she drew it.'),
    single('Ebb', 85, 'Movie', 'The water leaves the bay for one day. So do the lies.'),
    series('Reel Talk', 30, 'Talk', 'Two critics, one film, no agreement.'),
  ],
  Documentary: [
    series('How Things Float', 45, 'Documentary', 'From corks to container ships.'),
    series('Below Forty Metres', 60, 'Documentary', 'Life where the light ends.'),
    series('The Keepers', 50, 'Documentary', 'The last people who lived in lighthouses.'),
    series('Reed, Mud & Feather', 30, 'Nature', 'A year in the saltmarsh.'),
  ],
  Kids: [
    series('Captain Pebble', 15, 'Children', 'A very small captain with a very big hat.'),
    series('Count the Gulls', 15, 'Children', 'One, two, many.'),
    series('Build a Raft', 30, 'Children', 'Barrels, ropes and wet socks.'),
    series('Crab & Crab', 15, 'Animation', 'They walk sideways and think straight.'),
  ],
  Lifestyle: [
    series('Catch of the Day', 30, 'Cooking', 'What the boat brings in, and what to do with it.'),
    series('One Pan Galley', 45, 'Cooking', 'Cooking where the table tilts.'),
    series('Slow Trains, Small Ports', 60, 'Travel', 'A journey with many changes and no hurry.'),
    series('Cabin Makeover', 45, 'Home', 'Six square metres and big plans.'),
  ],
  Entertainment: [
    series('Foghorn Tonight', 60, 'Comedy', 'Stand-up from a very loud place.'),
    series('Dead Calm', 30, 'Comedy', 'Nothing happens on this ship, and it happens often.'),
    series('The Understudies', 30, 'Comedy', 'They know every part and have played none.'),
  ],
  Music: [
    series('Shanty Hour', 60, 'Music', 'Songs that pull ropes.'),
    series('Accordion Nights', 90, 'Music', 'Live from a bar without chairs.'),
    series('First Takes', 30, 'Music', 'Bands play a song that they wrote this morning.'),
  ],
};
