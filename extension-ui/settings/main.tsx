import { startPage } from '../shared/start.js';
import { Settings } from './Settings.js';
import './settings.css';

startPage((_host, api) => <Settings api={api} />);
