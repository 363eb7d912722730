// How a channel's number is written: `5` or `5.1`, as HDHomeRun's GuideNumber. For `pattern`.

export const CHANNEL_NUMBER = String.raw`0*[1-9][0-9]{0,5}([.][0-9]{1,3})?`;

export const isChannelNumber = (text: string): boolean => new RegExp(`^${CHANNEL_NUMBER}$`).test(text);
